/** The keys of the labels of media-services: a namespace of resources for i18next. */
export interface Labels {
  "ErrorDetail": string;
  "ErrorDetail#description": string;
  "ErrorDetail.Code": string;
  "ErrorDetail.Message": string;
  "Job": string;
  "Job#description": string;
  "Job.Id": string;
  "Job.Name": string;
  "Job.StartTime": string;
  "Job.State": string;
  "Job.Tasks": string;
  "JobEvent": string;
  "JobEvent#description": string;
  "JobEvent.data": string;
  "JobEvent.data#description": string;
  "JobEvent.dataVersion": string;
  "JobEvent.dataVersion#description": string;
  "JobEvent.eventTime": string;
  "JobEvent.eventTime#description": string;
  "JobEvent.eventType": string;
  "JobEvent.eventType#description": string;
  "JobEvent.id": string;
  "JobEvent.id#description": string;
  "JobEvent.metadataVersion": string;
  "JobEvent.metadataVersion#description": string;
  "JobEvent.subject": string;
  "JobEvent.subject#description": string;
  "JobEvent.topic": string;
  "JobEvent.topic#description": string;
  "JobState": string;
  "JobState.Canceled": string;
  "JobState.Canceling": string;
  "JobState.Error": string;
  "JobState.Finished": string;
  "JobState.Processing": string;
  "JobState.Queued": string;
  "JobState.Scheduled": string;
  "JobStateChange": string;
  "JobStateChange#description": string;
  "JobStateChange.previousState": string;
  "JobStateChange.previousState#description": string;
  "JobStateChange.state": string;
  "JobStateChange.state#description": string;
  "JobStateChangedEventArgs": string;
  "JobStateChangedEventArgs#description": string;
  "JobStateChangedEventArgs.CurrentState": string;
  "JobStateChangedEventArgs.PreviousState": string;
  "Task": string;
  "Task#description": string;
  "Task.ErrorDetails": string;
  "Task.Id": string;
}

/** What groups of states are called: the namespace state-groups. */
export interface StateGroupLabels {
  "initial": string;
  "in-progress": string;
  "success": string;
  "failure": string;
  "canceled": string;
}
