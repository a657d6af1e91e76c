package dev.smsdesk.app.settings;

import dev.smsdesk.app.settings.Settings.Addresses;
import dev.smsdesk.app.settings.Settings.CallbackLimits;
import dev.smsdesk.app.settings.Settings.Composing;
import dev.smsdesk.app.settings.Settings.DatabaseAddress;
import dev.smsdesk.app.settings.Settings.SandboxMode;
import dev.smsdesk.send.worker.Pace;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Reads every setting, and checks its form and its combination with others. docs/settings.md documents each. */
public final class SettingsReading {
    private static final int MOST_RECIPIENTS = 100_000;
    private static final int MOST_MEGABYTES = 1000;
    private static final int MOST_CALLS = 10_000;
    /** 1000 emoji. */
    private static final int MOST_PARTS = 31;
    private static final Set<String> COUNTRIES = Set.copyOf(Arrays.asList(Locale.getISOCountries()));
    private final SettingReader in;

    private SettingsReading(SettingReader in) {
        this.in = in;
    }

    /** Faults and warnings are in the reader afterwards. */
    public static Settings read(SettingReader in) {
        Settings settings = new SettingsReading(in).all();
        in.warnOfNamesWithoutEffect();
        return settings;
    }

    private Settings all() {
        boolean sandbox = in.flag("SMSDESK_SANDBOX");
        AccountSettings accounts = AccountReading.read(in, sandbox);
        return new Settings(accounts, rates(sandbox),
            new Composing(maxRecipients(), country(), (int) in.number("SMSDESK_MAX_PARTS", 10, 1, MOST_PARTS),
            (int) in.number("SMSDESK_MAX_UPLOAD", 64, 1, MOST_MEGABYTES)),
            SecretReading.read(in),
            new CallbackLimits(in.duration("SMSDESK_CALLBACK_MAX_AGE", Duration.ofHours(48)),
            in.duration("SMSDESK_CALLBACK_MAX_AHEAD", Duration.ofMinutes(5))),
            new Addresses(publicUrl(sandbox || accounts.route().isLoopback()), selfUrl(sandbox)),
            new SandboxMode(sandbox, in.number("SMSDESK_SANDBOX_TIME_SCALE", 1, 0.0001, 1000), sandboxToken()),
            new DatabaseAddress(in.text("SMSDESK_JNDI"), in.text("SMSDESK_DB_URL", "jdbc:.+", "must begin with jdbc:."),
            in.text("SMSDESK_DB_USER"), in.secret("SMSDESK_DB_PASSWORD")),
            containerLogin(), apiKey(),
            new Monitoring((int) in.number("SMSDESK_SILENCE_MESSAGES", 10, 0, 1_000_000),
            in.duration("SMSDESK_SILENCE_AFTER", Duration.ofMinutes(30)), metricsToken()));
    }

    private SendingRates rates(boolean sandbox) {
        return new SendingRates(in.number("SMSDESK_SMS_RATE", sandbox ? 100 : 10, Pace.SLOWEST, MOST_CALLS),
            in.number("SMSDESK_CONVERSATION_RATE", sandbox ? 100 : 20, Pace.SLOWEST, MOST_CALLS));
    }

    private boolean containerLogin() {
        return "container".equalsIgnoreCase(in.text("SMSDESK_LOGIN", "(?i)page|container", "must be page or container."));
    }

    /** No page and no API call takes more. */
    private int maxRecipients() {
        double set = in.number("SMSDESK_MAX_RECIPIENTS", 10_000, 1, 1_000_000_000);
        if (set > MOST_RECIPIENTS) {
            in.warn("SMSDESK_MAX_RECIPIENTS is above 100000 and counts as 100000.");
        }
        return (int) Math.min(set, MOST_RECIPIENTS);
    }

    /** @param local whether callbacks come from this machine */
    private URI publicUrl(boolean local) {
        URI url = in.address("SMSDESK_PUBLIC_URL");
        if (url != null && !local && NearHosts.isPrivate(url)) {
            in.fault("SMSDESK_PUBLIC_URL names this machine or a private network, where Sinch cannot reach it. Give the public https "
                + "address.");
        }
        return url;
    }

    private URI selfUrl(boolean sandbox) {
        URI url = in.address("SMSDESK_SELF_URL");
        if (url == null && sandbox) {
            in.fault("SMSDESK_SANDBOX needs SMSDESK_SELF_URL, the address of this application as seen from this machine, such as "
                + "http://127.0.0.1:8080/sms-desk.");
        }
        return url;
    }

    private String sandboxToken() {
        String token = in.secret("SMSDESK_SANDBOX_TOKEN");
        if (token != null && !token.matches("[!-~]{16,200}")) {
            in.fault("SMSDESK_SANDBOX_TOKEN must be 16 to 200 printable ASCII characters without blanks.");
        }
        return token;
    }

    private String apiKey() {
        String key = in.secret("SMSDESK_API_KEY");
        if (key != null && !key.matches("[!-~]{16,200}")) {
            in.fault("SMSDESK_API_KEY must be 16 to 200 printable ASCII characters without blanks.");
        }
        return key;
    }

    private String metricsToken() {
        String token = in.secret("SMSDESK_METRICS_TOKEN");
        if (token != null && !token.matches("[!-~]{16,200}")) {
            in.fault("SMSDESK_METRICS_TOKEN must be 16 to 200 printable ASCII characters without blanks.");
        }
        return token;
    }

    private String country() {
        String country = in.text("SMSDESK_DEFAULT_COUNTRY");
        if (country != null && !COUNTRIES.contains(country.toUpperCase(Locale.ROOT))) {
            in.fault("SMSDESK_DEFAULT_COUNTRY must be a country code of two letters, such as SE.");
        }
        return country == null ? null : country.toUpperCase(Locale.ROOT);
    }
}
