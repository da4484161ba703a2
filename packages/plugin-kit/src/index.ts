export { AppError, errorStatus, type AppErrorOptions, type ErrorCode } from './app-error.ts'
export { toCallInput } from './call-input.ts'
export { toModelOperations } from './compact-description-operations.ts'
export { toCompactDescription, type CompactDescriptionOptions, type ModelOperation } from './compact-description.ts'
export type { ActionContext, Client, Database, Location, Log, PageContext, SetupContext, User, UserContext } from './context.ts'
export {
  defineAction,
  type Action,
  type Auth,
  type Background,
  type Effect,
  type Example,
  type InputSchema,
  type Limit,
} from './define-action.ts'
export { defineJob, type EnqueueOptions, type Job, type JobContext, type JobOptions } from './define-job.ts'
export { defineDownload, type Download, type DownloadFile } from './define-download.ts'
export { definePage, type OpenGraph, type Page } from './define-page.ts'
export { authOf, definePlugin, secret, type Plugin } from './define-plugin.ts'
export { findNameErrors, reservedNames } from './definition-rules.ts'
export { isCancelled } from './is-cancelled.ts'
export { Html, escapeHtml, html, type HtmlValue } from './html.ts'
export { RetryLater, retryLater } from './retry-later.ts'
export type { Knowledge, KnowledgeDocument, KnowledgeResult } from './knowledge.ts'
export { parseRoute, type Method, type ParsedRoute, type Route } from './route.ts'
export type { Widget } from './widget.ts'
export { sql, type Generated } from 'kysely'
