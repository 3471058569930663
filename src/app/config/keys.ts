import { z } from 'zod';

/** The keys that a schema knows at a path. */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const place = path.reduce<z.ZodType | undefined>((at, step) => (at ? inside(at, step) : undefined), bare(schema));
  return place instanceof z.ZodObject ? Object.keys(place.shape) : [];
}

function inside(schema: z.ZodType, step: PropertyKey): z.ZodType | undefined {
  if (schema instanceof z.ZodArray) return bare(schema.element as z.ZodType);
  if (!(schema instanceof z.ZodObject)) return undefined;
  const field: unknown = schema.shape[String(step)];
  return field instanceof z.ZodType ? bare(field) : undefined;
}

/** A schema without the optional and default wrappers around it. */
function bare(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return bare(schema.unwrap() as z.ZodType);
  return schema;
}
