package dev.smsdesk.app.settings;

import dev.smsdesk.trust.BasicPassword;
import dev.smsdesk.trust.SecretSeal;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the settings by which callbacks are accepted. */
final class SecretReading {
    private static final String KEY = "SMSDESK_SECRETS_KEY";
    private static final String USER = "SMSDESK_SMS_BASIC_USER";
    private static final String PASSWORD = "SMSDESK_SMS_BASIC_PASSWORD";
    private final SettingReader in;

    private SecretReading(SettingReader in) {
        this.in = in;
    }

    static SecretSettings read(SettingReader in) {
        return new SecretReading(in).all();
    }

    private SecretSettings all() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : SecretSettings.NAMES) {
            String value = in.secret(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        return new SecretSettings(values, password(), key());
    }

    private BasicPassword password() {
        String user = in.text(USER, "[!-9;-~]{1,128}", "must be 1 to 128 printable ASCII characters without blanks and without a colon.");
        String password = in.secret(PASSWORD);
        if ((in.text(USER) == null) != (password == null)) {
            in.fault((password == null ? PASSWORD : USER) + " is missing: to believe the unsigned by password, set " + USER + " and "
                + PASSWORD + ".");
            return null;
        }
        if (password != null && !password.matches("[!-~]{16,200}")) {
            in.fault(PASSWORD + " must be 16 to 200 printable ASCII characters without blanks.");
            return null;
        }
        return user == null || password == null ? null : new BasicPassword(user, password);
    }

    private byte[] key() {
        String text = in.secret(KEY);
        if (text == null) {
            return null;
        }
        try {
            byte[] key = Base64.getDecoder().decode(text.strip());
            if (key.length == SecretSeal.KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        in.fault(KEY + " must be Base64 of 32 random bytes, as openssl rand -base64 32 makes them.");
        return null;
    }
}
