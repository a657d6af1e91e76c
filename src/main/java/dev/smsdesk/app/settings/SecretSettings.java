package dev.smsdesk.app.settings;

import dev.smsdesk.account.Channel;
import dev.smsdesk.trust.BasicPassword;
import dev.smsdesk.trust.KnownSecret;
import dev.smsdesk.trust.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The secrets of the settings that verify callbacks.
 * @param values   by the setting's name, those that are set; never trimmed
 * @param password for unsigned callbacks of the SMS API, or null
 * @param key      that seals the secrets which admins enter, or null
 */
public record SecretSettings(Map<String, String> values, BasicPassword password, byte[] key) {
    static final String SHARED = "SINCH_WEBHOOK_SECRET";
    static final String SMS = "SMSDESK_SMS_WEBHOOK_SECRET";
    static final String CONVERSATION = "SMSDESK_CONVERSATION_WEBHOOK_SECRET";
    static final String NEXT = "_NEXT";
    static final String OVERRIDE = "SMSDESK_CONVERSATION_OVERRIDE_SECRET";
    static final List<String> NAMES = List.of(SHARED, SHARED + NEXT, SMS, SMS + NEXT, CONVERSATION, CONVERSATION + NEXT, OVERRIDE);

    public SecretSettings {
        values = Map.copyOf(values);
    }

    /** The path's own secret goes before the shared one; a shared next one counts where the shared current one does. */
    public List<KnownSecret> of(Channel channel) {
        String own = channel == Channel.SMS ? SMS : CONVERSATION;
        List<KnownSecret> known = new ArrayList<>();
        add(known, channel, Slot.CURRENT, values.containsKey(own) ? own : SHARED);
        add(known, channel, Slot.NEXT, values.containsKey(own + NEXT) || values.containsKey(own) ? own + NEXT : SHARED + NEXT);
        if (channel == Channel.CONVERSATION) {
            add(known, channel, Slot.OVERRIDE, OVERRIDE);
        }
        return known;
    }

    private void add(List<KnownSecret> known, Channel channel, Slot slot, String setting) {
        if (values.containsKey(setting)) {
            known.add(KnownSecret.ofSetting(channel, slot, setting, values.get(setting)));
        }
    }

    /** Which secrets are set; never a value. */
    public Map<String, Boolean> overview() {
        Map<String, Boolean> set = new LinkedHashMap<>();
        NAMES.forEach(name -> set.put(name, values.containsKey(name)));
        set.put("SMSDESK_SECRETS_KEY", key != null);
        set.put("SMSDESK_SMS_BASIC_USER", password != null);
        return set;
    }

    @Override
    public String toString() {
        return "SecretSettings" + values.keySet();
    }
}
