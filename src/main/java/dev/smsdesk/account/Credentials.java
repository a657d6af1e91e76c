package dev.smsdesk.account;

/** What the SMS API wants to see: the service plan's id and its token. */
public record Credentials(String servicePlanId, String apiToken) {

    /** Never shows the token. */
    @Override
    public String toString() {
        return "Credentials[" + servicePlanId + "]";
    }
}
