package dev.smsdesk.serve;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** Who may log in while this process runs: every role, and a password of 96 random bits. */
record Admin(String name, String password, List<String> roles) {

    static Admin withNewPassword() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        return new Admin("admin", Base64.getUrlEncoder().encodeToString(random),
                List.of("sms-viewer", "sms-sender", "sms-admin"));
    }
}
