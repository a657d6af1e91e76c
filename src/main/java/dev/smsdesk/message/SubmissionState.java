package dev.smsdesk.message;

/** Life of one call to Sinch: WAITING → SENDING → SENT, GIVEN_UP or UNSURE. From UNSURE only an answer or a person leads on. */
public enum SubmissionState {
    WAITING, SENDING, SENT, GIVEN_UP, UNSURE
}
