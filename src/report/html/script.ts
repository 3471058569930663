/**
 * The script of the report: filters, the rows beyond the static ones, and links to one finding. Without it the first
 * rows, the charts and every table stand as they are. It writes text only, never markup.
 */
export const script = `
document.documentElement.classList.add('js');
const list=document.getElementById('findings');
const more=JSON.parse(document.getElementById('more').textContent);
const add=(parent,name,text,className)=>{const it=document.createElement(name);if(text!==undefined)it.textContent=text;if(className)it.className=className;parent.append(it);return it};
for(const row of more.rows){
  const item=add(list,'details',undefined,'finding');
  item.id='f='+row.id;
  for(const key of ['severity','provider','target','rule','status'])item.dataset[key]=row[key];
  const head=add(item,'summary');
  add(head,'b',row.severity.toUpperCase(),row.severity);
  head.append(' '+row.name+': '+row.message);
  const body=add(add(item,'div'),'dl');
  for(const [term,text] of [...row.facts,...more.rules[row.rule]]){add(body,'dt',term);add(body,'dd',text)}
}
document.getElementById('note')?.remove();
const items=[...list.children];
const controls=[...document.querySelectorAll('.filters [name]')];
const count=document.getElementById('count');
const apply=()=>{
  let shown=0;
  for(const item of items){
    const fits=controls.every(({name,value})=>value===''||(name==='text'?item.textContent.toLowerCase().includes(value.toLowerCase()):item.dataset[name]===value));
    item.hidden=!fits;
    if(fits)shown+=1;
  }
  count.textContent=shown+' of '+items.length;
};
for(const control of controls)control.addEventListener('input',apply);
apply();
const open=()=>{const item=document.getElementById(decodeURIComponent(location.hash.slice(1)));if(item instanceof HTMLDetailsElement){item.open=true;item.scrollIntoView()}};
addEventListener('hashchange',open);
open();
`;
