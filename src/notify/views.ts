import type {
  BaselineView,
  CoverageView,
  DigestView,
  PolicyChangedView,
  RulesetView,
  ScanFailedView,
  StormView,
  TestView,
} from './estate-views.ts';
import type { FindingView } from './finding-view.ts';
import type { FixView } from './fix-view.ts';
import type { ReportView } from './report-view.ts';
import type { WaiverView } from './waiver-view.ts';

/**
 * All that a message says, as facts: who draws it looks nothing up. Texts are raw, and written by anybody; instants are
 * ISO text, durations milliseconds, shares from 0 to 1. This file is the contract between those who know and those who
 * draw.
 */
export type View =
  | FindingView
  | FixView
  | WaiverView
  | BaselineView
  | StormView
  | DigestView
  | CoverageView
  | ScanFailedView
  | PolicyChangedView
  | RulesetView
  | ReportView
  | TestView;

export type * from './estate-views.ts';
export type * from './finding-view.ts';
export type * from './fix-view.ts';
export type * from './report-view.ts';
export * from './view-base.ts';
export type * from './waiver-view.ts';
