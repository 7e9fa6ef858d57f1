/** The keys of the labels of loans: a namespace of resources for i18next. */
export interface Labels {
  "Loan": string;
  "Loan.dueDate": string;
  "Loan.dueDate#description": string;
  "Loan.lateFee": string;
  "Loan.lateFee#description": string;
  "Loan.readerAddress": string;
  "Loan.readerAddress#description": string;
  "Loan.readerName": string;
  "Loan.readerName#description": string;
  "Loan.renewalCount": string;
  "Loan.renewalCount#description": string;
}
