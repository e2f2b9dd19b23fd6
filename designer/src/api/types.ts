/** The server's own shapes, under the names that the studio uses. All generated: nothing is copied by hand. */
import type { components } from './schema';

type Schemas = components['schemas'];

export type Session = Schemas['Session'];
export type User = Schemas['Person'];
export type DemoLogin = Schemas['DemoLogin'];
export type Clock = Schemas['ClockReading'];
export type Meta = Schemas['Meta'];
export type Kind = Schemas['KindInfo'];
export type Field = Schemas['FieldInfo'];
export type Template = Schemas['TemplateInfo'];
export type Problem = Schemas['GraphProblem'];
export type JourneySummary = Schemas['JourneyItem'];
export type Journey = Schemas['JourneyDetail'];
export type Version = Schemas['Version'];
export type VersionItem = Schemas['VersionItem'];
export type SavedDraft = Schemas['SavedDraft'];
export type Counts = Schemas['Counts'];
export type NodeCount = Schemas['NodeCount'];
export type DebtorRow = Schemas['DebtorItem'];
export type Debtor = Schemas['DebtorDetail'];
export type Account = Schemas['AccountInfo'];
export type ContactPoint = Schemas['ContactPointInfo'];
export type HistoryEntry = Schemas['HistoryItem'];
export type MessageState = Schemas['MessageState'];
export type MessageRow = Schemas['MessageItem'];
export type Message = Schemas['MessageDetail'];
export type MailRow = Schemas['MailItem'];
export type Mail = Schemas['Mail'];
export type Upload = Schemas['UploadedImport'];
export type Mapping = Schemas['Mapping'];
export type Preview = Schemas['Preview'];
export type RowProblem = Schemas['RowProblem'];
export type Import = Schemas['ImportItem'];
export type Portfolio = Schemas['PortfolioItem'];
