package dev.smsdesk.send;

import dev.smsdesk.wording.StoredCode;

/** What the column outcome and the reason of a hold say. */
public enum OutcomeCode implements StoredCode {
    REFUSED, REFUSED_WITHOUT_REASON, ACCOUNT_REFUSED, PROXY_REFUSED, ALL_REFUSED, UNAUTHORISED, TRY_AGAIN_LATER, NOT_REACHED, UNSURE,
        NO_RECORD_IN_TIME,
    WORDS_OF_SINCH, THEN_RESUME, TAKE_OTHER_SENDER, TAKE_REGISTERED_SENDER, CHECK_MESSAGE, PUT_RIGHT,
    NOT_FOUND_TWICE, PUT_BACK_BY_ITSELF, PUT_BACK_BY, GIVEN_UP_BY, WITHDRAWN_BY
}
