package dev.smsdesk.app;

import dev.smsdesk.message.Family;
import dev.smsdesk.receive.SecretRing;
import dev.smsdesk.sinch.Dialect;
import dev.smsdesk.sinch.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which secret verifies which path: the settings', or in the sandbox one of our own making where no setting names any. */
final class LiveSecrets {
    private final Settings settings;
    private final SecretRing ring;
    private final KeptValues kept;

    LiveSecrets(Settings settings, SecretRing ring, KeptValues kept) {
        this.settings = settings;
        this.ring = ring;
        this.kept = kept;
    }

    /** Needs the tables. */
    void load() {
        put(Family.SMS, settings.smsSecret());
        put(Family.CONVERSATION, settings.conversationSecret());
    }

    private void put(Family family, String setting) {
        String text = setting == null && settings.sandbox() ? kept.secret("sandbox-webhook-secret") : setting;
        if (text != null) {
            ring.set(family, List.of(Secret.of(family.word(), text)));
        }
    }

    /** What the sandbox signs with. */
    Secret of(Dialect dialect) {
        return ring.of(Family.valueOf(dialect.name())).get(0);
    }

    /** What is set and what is not, for people; never a value. */
    Map<String, Boolean> overview() {
        Map<String, Boolean> set = new LinkedHashMap<>();
        set.put("SINCH_WEBHOOK_SECRET", settings.webhookSecret() != null);
        set.put("SMSDESK_SMS_WEBHOOK_SECRET", settings.ownSmsSecret() != null);
        set.put("SMSDESK_CONVERSATION_WEBHOOK_SECRET", settings.ownConversationSecret() != null);
        set.put("SINCH_SERVICE_PLAN_ID", settings.servicePlanId() != null);
        set.put("SINCH_API_TOKEN", settings.apiToken() != null);
        set.put("SMSDESK_API_KEY", settings.apiKey() != null);
        return set;
    }
}
