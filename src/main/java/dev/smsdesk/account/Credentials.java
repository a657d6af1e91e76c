package dev.smsdesk.account;

/** What one of Sinch's APIs wants to see. No {@code toString} shows a secret. */
public sealed interface Credentials {

    /** The SMS API: a service plan's id and its token, which is a bearer token as it stands. */
    record ServicePlan(String servicePlanId, String apiToken) implements Credentials {
        @Override
        public String toString() {
            return "ServicePlan[" + servicePlanId + "]";
        }
    }

    /** The Conversation API: a project's key, exchanged for access tokens, and the app that messages go through. */
    record App(String projectId, String keyId, String keySecret, String appId) implements Credentials {
        @Override
        public String toString() {
            return "App[" + projectId + ", " + appId + "]";
        }
    }
}
