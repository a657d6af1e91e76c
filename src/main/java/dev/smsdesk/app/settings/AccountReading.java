package dev.smsdesk.app.settings;

import dev.smsdesk.account.Account;
import dev.smsdesk.account.Channel;
import dev.smsdesk.account.ConversationRegion;
import dev.smsdesk.account.Credentials;
import dev.smsdesk.account.SmsRegion;
import dev.smsdesk.app.settings.AccountSettings.Configured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the accounts. A fault in the settings of the Conversation account turns off that account alone. */
final class AccountReading {
    private static final String PLAN = "SINCH_SERVICE_PLAN_ID";
    private static final String TOKEN = "SINCH_API_TOKEN";
    private static final String PROJECT = "SINCH_PROJECT_ID";
    private static final String KEY = "SINCH_KEY_ID";
    private static final String SECRET = "SINCH_KEY_SECRET";
    private static final String APP = "SINCH_APP_ID";
    private static final String APP_IN_SAMPLES = "CONVERSATION_APP_ID";
    private static final String REGION = "SINCH_REGION";
    private static final String CONVERSATION_REGION = "SINCH_CONVERSATION_REGION";
    private static final String SEND_WITH = "SMSDESK_SEND_WITH";
    private static final String ID = "[A-Za-z0-9_-]{1,128}";
    private static final String ID_SENTENCE = "must be letters, digits, - and _ only.";
    private final SettingReader in;
    private final boolean sandbox;
    private final Map<String, Boolean> given = new LinkedHashMap<>();
    private final List<String> without = new ArrayList<>();

    private AccountReading(SettingReader in, boolean sandbox) {
        this.in = in;
        this.sandbox = sandbox;
    }

    static AccountSettings read(SettingReader in, boolean sandbox) {
        return new AccountReading(in, sandbox).all();
    }

    private AccountSettings all() {
        String region = region();
        Configured sms = sms(region);
        Configured conversation = conversation(region);
        RouteReading route = RouteReading.read(in, sandbox);
        given.put("SMSDESK_SINCH_URL", route.route().sinchUrl() != null);
        given.put("SMSDESK_HTTP_PROXY", route.route().proxy() != null);
        List<Configured> all = Stream.of(conversation, sms).filter(one -> one != null).map(one -> one.unless(route.off())).toList();
        Channel preferred = preferred();
        if (!sandbox && preferred != null && all.stream().noneMatch(one -> one.account().channel() == preferred)) {
            in.warn(SEND_WITH + " is " + preferred.word() + ", but no such account is set. It has no effect.");
        }
        return new AccountSettings(all.stream().sorted(Comparator.comparing(one -> one.account().channel() != preferred)).toList(), without,
            preferred, in.text("SINCH_NUMBER"), route.route(), deliveryReport(), in.flag("SMSDESK_RESEND_WHEN_NOT_FOUND"), given);
    }

    private Configured sms(String region) {
        String plan = in.text(PLAN, ID, ID_SENTENCE);
        String token = printable(TOKEN);
        given.put(PLAN, plan != null);
        given.put(TOKEN, token != null);
        if (plan == null) {
            return null;
        }
        if (token == null) {
            return new Configured(Account.ofPlan(plan, region, null), "Set " + TOKEN + ", the token of the service plan that " + PLAN
                + " names.");
        }
        if (region == null && !sandbox) {
            in.warn(REGION + " is not set; us is used. If the service plan lives in another region, Sinch answers 401 or 404.");
        }
        return new Configured(Account.ofPlan(plan, region == null ? "us" : region, token), null);
    }

    private Configured conversation(String region) {
        String[] values = new String[5];
        List<String> faults = in.apart(() -> {
            values[0] = in.text(PROJECT, ID, ID_SENTENCE);
            values[1] = in.text(KEY, "[!-9;-~]{1,200}", "must be printable ASCII characters without blanks and without a colon.");
            values[2] = printable(SECRET);
            values[3] = in.text(APP, ID, ID_SENTENCE);
            values[4] = in.text(CONVERSATION_REGION);
        });
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put(PROJECT, values[0]);
        ids.put(KEY, values[1]);
        ids.put(SECRET, values[2]);
        ids.forEach((name, value) -> given.put(name, value != null));
        given.put(APP, values[3] != null);
        if (in.text(APP) == null) {
            sayWhatHasNoEffect(ids);
            return null;
        }
        String own = values[4] == null ? region : values[4].toLowerCase(Locale.ROOT);
        String off = Stream.concat(faults.stream(), Stream.of(missing(ids), wrongRegion(own))).filter(one -> one != null).findFirst()
            .orElse(null);
        if (values[3] == null) {
            without.add(off);
            return null;
        }
        return new Configured(Account.ofApp(values[3], own, off == null ? new Credentials.App(values[0], values[1], values[2], values[3])
            : null), off);
    }

    /** Sinch's tutorials for callbacks and numbers set these as well, so it is no fault. */
    private void sayWhatHasNoEffect(Map<String, String> ids) {
        if (in.isSet(APP_IN_SAMPLES)) {
            in.warn(APP_IN_SAMPLES + " has no effect: write " + APP + ".");
        }
        List<String> idle = ids.entrySet().stream().filter(one -> one.getValue() != null).map(Map.Entry::getKey).toList();
        if (!idle.isEmpty()) {
            in.warn("Without " + APP + " there is no Conversation account, so these settings have no effect: " + String.join(", ", idle)
                + ".");
        }
    }

    private static String missing(Map<String, String> ids) {
        List<String> missing = ids.entrySet().stream().filter(one -> one.getValue() == null).map(Map.Entry::getKey).toList();
        return missing.isEmpty() ? null : "The Conversation API needs these settings beside " + APP + ": " + String.join(", ", missing)
            + ".";
    }

    private static String wrongRegion(String region) {
        String set = "Set " + CONVERSATION_REGION + " to the region of the app: us, eu or br.";
        return region == null ? set : ConversationRegion.find(region).isPresent() ? null
            : "The Conversation API has no such region as the one that is set. " + set;
    }

    private String region() {
        String region = in.text(REGION);
        if (region != null && Arrays.stream(SmsRegion.values()).noneMatch(known -> known.name().equalsIgnoreCase(region))) {
            in.fault(REGION + " must be one of us, eu, au, br, ca.");
        }
        return region == null ? null : region.toLowerCase(Locale.ROOT);
    }

    private Channel preferred() {
        String word = in.text(SEND_WITH, "(?i)sms|conversation", "must be sms or conversation.");
        return word == null ? null : Channel.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private String deliveryReport() {
        String set = in.text("SMSDESK_DELIVERY_REPORT", "(?i)per_recipient(_final)?", "must be per_recipient or per_recipient_final.");
        return set == null ? "per_recipient" : set.toLowerCase(Locale.ROOT);
    }

    /** It travels in a header, which takes no more; a blank that was pasted along would not even arrive. */
    private String printable(String name) {
        String secret = in.secret(name);
        if (secret != null && !secret.matches("[!-~]{1,4096}")) {
            in.fault(name + " must be printable ASCII characters without blanks.");
            return null;
        }
        return secret;
    }
}
