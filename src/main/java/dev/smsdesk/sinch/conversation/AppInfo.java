package dev.smsdesk.sinch.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.common.Text;
import dev.smsdesk.sinch.json.Fields;

/**
 * An app as Sinch describes it. Each but the last is null where Sinch does not say it.
 * @param mode              {@code CONVERSATION} or {@code DISPATCH}
 * @param callbacksASecond  how many callbacks Sinch makes at most
 * @param messagesASecond   how fast Sinch takes messages from the app's queue
 * @param dispatchDays      for how many days messages are kept in DISPATCH mode
 * @param servicePlanId     of the SMS API, linked to the app's channel SMS
 * @param smsState          of that channel: ACTIVE, PENDING, FAILING …
 * @param overrideSecretSet whether Sinch signs reports to a message's own callback URL
 */
public record AppInfo(String id, String name, String mode, Integer callbacksASecond, Integer messagesASecond, Integer dispatchDays,
                      String servicePlanId, String smsState, boolean overrideSecretSet) {
    /** Of an app for which Sinch has set nothing else. Source: Sinch Conversation reference, read 2026-11-29. */
    public static final int USUAL_CALLBACKS_A_SECOND = 25;
    private static final int LONGEST = 200;

    static AppInfo of(Fields app) {
        Fields rates = app.inside("rate_limits");
        Fields retention = app.inside("dispatch_retention_policy");
        Fields sms = sms(app);
        Fields bearer = sms == null ? null : sms.inside("static_bearer");
        Fields state = sms == null ? null : sms.inside("state");
        return new AppInfo(app.requiredId("id"), line(app.text("display_name")), app.id("processing_mode"),
            rates == null ? null : rates.wholeNumber("webhooks"), rates == null ? null : rates.wholeNumber("outbound"), retention == null
                ? null : retention.wholeNumber("ttl_days"),
            bearer == null ? null : bearer.id("claimed_identity"), state == null ? null : state.id("status"), overrideSecret(app.object()));
    }

    private static Fields sms(Fields app) {
        return app.object().path("channel_credentials").isArray() ? app.requiredEach("channel_credentials").stream()
            .filter(channel -> ConversationMessage.CHANNEL.equals(channel.id("channel"))).findFirst().orElse(null) : null;
    }

    private static boolean overrideSecret(JsonNode app) {
        return !app.path("callback_settings").path("secret_for_overridden_callback_urls").asText("").isEmpty();
    }

    private static String line(String text) {
        return text == null ? null : Text.line(text, LONGEST);
    }

    public boolean hasSms() {
        return servicePlanId != null || smsState != null;
    }

    public boolean isDispatch() {
        return "DISPATCH".equals(mode);
    }

    /** Whether Sinch can be asked for a message later. */
    public boolean keepsMessages() {
        return !isDispatch() || dispatchDays != null && dispatchDays > 0;
    }
}
