package dev.smsdesk.sinch.call;

import dev.smsdesk.wording.StoredCode;

/** Advice after an answer that concerns the account. */
public enum Advice implements StoredCode {
    CHECK_PROJECT_KEY, CHECK_KEY, CHECK_APP, CHECK_ACCESS, CHECK_APP_SMS, CHECK_SINCH_URL, ASK_ABOUT_CREDIT, OUT_OF_CREDIT,
    CHECK_PLAN, CHECK_PLAN_REGION, CHECK_PLAN_TOKEN, CHECK_CALLBACK_URL,
    CHECK_PROXY, CHECK_PROXY_PASSWORD, ALLOW_AT_PROXY
}
