package dev.smsdesk.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Which settings have changed since the start and need a restart is told by their names alone")
class ChangedSettingsTest {
    @TempDir
    Path folder;

    private static Set<String> changed(Map<String, String> atStart, Map<String, String> now) {
        return new ChangedSettings(SettingSources.of(atStart)).until(SettingSources.of(now));
    }

    @Test
    void newOnesOtherOnesAndThoseThatAreGone() {
        assertEquals(Set.of("SMSDESK_MAX_PARTS", "SMSDESK_SANDBOX", "SINCH_NUMBER"), changed(
            Map.of("SMSDESK_MAX_PARTS", "3", "SMSDESK_SANDBOX", "true", "SMSDESK_LOGIN", "page"),
            Map.of("SMSDESK_MAX_PARTS", "4", "SINCH_NUMBER", "+46700000000", "SMSDESK_LOGIN", "page")));
    }

    @Test
    void whatIsTakenAtOnceNeedsNoRestart() {
        assertEquals(Set.of(), changed(Map.of("SINCH_API_TOKEN", "first", "SINCH_REGION", "eu"),
            Map.of("SINCH_API_TOKEN_FILE", "/run/secrets/token", "SINCH_REGION", "us", "SMSDESK_HTTP_PROXY", "proxy.example:3128")));
    }

    @Test
    void aFileThatNowHoldsAnotherSecret() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "first");
        Map<String, String> settings = Map.of("SINCH_WEBHOOK_SECRET_FILE", file.toString());
        ChangedSettings since = new ChangedSettings(SettingSources.of(settings));
        assertEquals(Set.of(), since.until(SettingSources.of(settings)));
        Files.writeString(file, "second");
        assertEquals(Set.of("SINCH_WEBHOOK_SECRET_FILE"), since.until(SettingSources.of(settings)));
    }
}
