package dev.smsdesk.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.account.Channel;
import dev.smsdesk.account.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Every secret setting can come from a file, as containers mount secrets")
class SecretFileTest {
    @TempDir
    Path folder;
    private SettingReader reader;

    private Settings read(Map<String, String> settings) {
        reader = new SettingReader(new SettingSources(Map.of(), Map.of(), settings));
        return SettingsReading.read(reader);
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("secret"), content).toString();
    }

    @ParameterizedTest
    @CsvSource({"hush, hush", "'hush\n', hush", "'hush\r\n', hush", "'hush\n\n', 'hush\n'", "' hush', ' hush'"})
    void oneLineEndAtTheEndIsDroppedAndNothingElse(String content, String secret) throws IOException {
        Settings settings = read(Map.of("SINCH_WEBHOOK_SECRET_FILE", file(content)));
        assertEquals(secret, new String(settings.secrets().of(Channel.SMS).get(0).secret().key()));
        assertEquals(List.of(), reader.faults());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SINCH_API_TOKEN", "SINCH_WEBHOOK_SECRET", "SINCH_WEBHOOK_SECRET_NEXT", "SMSDESK_SMS_WEBHOOK_SECRET",
        "SMSDESK_CONVERSATION_WEBHOOK_SECRET_NEXT",
        "SMSDESK_CONVERSATION_OVERRIDE_SECRET", "SMSDESK_DB_PASSWORD", "SMSDESK_API_KEY", "SMSDESK_METRICS_TOKEN", "SMSDESK_SECRETS_KEY",
        "SMSDESK_SMS_BASIC_PASSWORD", "SMSDESK_HTTP_PROXY_PASSWORD"})
    void bothNamesSetIsAFaultAndSoIsAFileThatCannotBeRead(String name) throws IOException {
        read(Map.of(name, "a-secret-of-16-letters", name + "_FILE", file("another")));
        assertEquals(name + " and " + name + "_FILE are both set. Remove one of them.", reader.faults().get(0));
        read(Map.of(name + "_FILE", folder.resolve("none").toString()));
        assertEquals(name + "_FILE names a file that cannot be read as UTF-8 text (NoSuchFileException).", reader.faults().get(0));
    }

    @Test
    void anEmptyFileIsAFault() throws IOException {
        read(Map.of("SINCH_API_TOKEN_FILE", file("\n")));
        assertEquals(List.of("SINCH_API_TOKEN_FILE names an empty file."), reader.faults());
    }

    @Test
    void theKeySecretsFileConcernsTheConversationAccountAlone() throws IOException {
        Map<String, String> app = Map.of("SINCH_PROJECT_ID", "project", "SINCH_KEY_ID", "key", "SINCH_APP_ID", "app", "SINCH_REGION", "eu");
        Map<String, String> settings = new HashMap<>(app);
        settings.put("SINCH_KEY_SECRET_FILE", file("hush\n"));
        assertEquals(new Credentials.App("project", "key", "hush", "app"), read(settings).accounts().all().get(0).account().credentials());
        settings.put("SINCH_KEY_SECRET_FILE", folder.resolve("none").toString());
        assertEquals("SINCH_KEY_SECRET_FILE names a file that cannot be read as UTF-8 text (NoSuchFileException).",
            read(settings).accounts().all().get(0).off());
        assertEquals(List.of(), reader.faults());
    }
}
