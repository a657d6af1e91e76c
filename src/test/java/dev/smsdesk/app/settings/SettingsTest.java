package dev.smsdesk.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.app.SendingPart;
import dev.smsdesk.app.settings.AccountSettings.Configured;
import dev.smsdesk.trust.BasicPassword;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Settings come from four places in one order, and a wrong one is reported without its value")
class SettingsTest {
    @TempDir
    Path folder;
    private SettingReader reader;

    private Settings read(Map<String, String> environment) {
        return read(Map.of(), Map.of(), environment);
    }

    private Settings read(Map<String, String> context, Map<String, String> properties, Map<String, String> environment) {
        reader = new SettingReader(new SettingSources(context, properties, environment));
        return SettingsReading.read(reader);
    }

    private List<String> faultsOf(Map<String, String> environment) {
        read(environment);
        return reader.faults();
    }

    @Test
    void contextParameterThenSystemPropertyThenEnvironmentThenFile() throws IOException {
        Path file = Files.writeString(folder.resolve("desk.env"), "# desk\r\nSINCH_NUMBER=file\r\nSMSDESK_DB_USER=from-file\r\n");
        Map<String, String> environment = Map.of("SINCH_NUMBER", "environment", "SMSDESK_CONFIG", file.toString());
        assertEquals("context", read(Map.of("SINCH_NUMBER", "context"), Map.of("SINCH_NUMBER", "property"), environment).accounts()
            .number());
        assertEquals("property", read(Map.of(), Map.of("SINCH_NUMBER", "property"), environment).accounts().number());
        assertEquals("environment", read(environment).accounts().number());
        assertEquals("file", read(Map.of("SMSDESK_CONFIG", file.toString())).accounts().number());
        assertEquals("from-file", read(environment).database().user());
    }

    @Test
    void theFileIsUtf8AndKeepsSecretsAsTheyStand() throws IOException {
        Path file = Files.writeString(folder.resolve("desk.env"), "SINCH_WEBHOOK_SECRET= gehéim\\n=x \n");
        assertEquals(List.of("CURRENT SINCH_WEBHOOK_SECRET  gehéim\\n=x "),
            secrets(read(Map.of("SMSDESK_CONFIG", file.toString())), Channel.SMS));
        assertEquals(List.of(), reader.faults());
        assertTrue(reader.warnings().get(0).startsWith("SINCH_WEBHOOK_SECRET begins or ends with a blank."), reader.warnings().toString());
    }

    @Test
    void aFileThatIsMissingOrNoTableIsAFault() throws IOException {
        assertEquals(1, faultsOf(Map.of("SMSDESK_CONFIG", folder.resolve("none").toString())).size());
        assertEquals(1, faultsOf(Map.of("SMSDESK_CONFIG", "no\0path")).size(),
            "what this system cannot even name, as å where its locale is C");
        Path file = Files.writeString(folder.resolve("desk.env"), "SINCH_NUMBER=1\nnonsense\n");
        assertEquals(List.of("Line 2 of the file that SMSDESK_CONFIG names is not NAME=value."),
            faultsOf(Map.of("SMSDESK_CONFIG", file.toString())));
    }

    @Test
    void anUnknownNameOfOursIsAFaultThatNamesTheNearest() {
        assertEquals(List.of("There is no setting SMSDESK_SANBOX. Did you mean SMSDESK_SANDBOX?"),
            faultsOf(Map.of("SMSDESK_SANBOX", "true")));
    }

    @Test
    void anUnknownNameOfSinchIsOnlyAWarning() {
        assertEquals(List.of(), faultsOf(Map.of("SINCH_WEBHOK_SECRET", "s")));
        assertEquals(List.of("SMS Desk does not use SINCH_WEBHOK_SECRET. The nearest name it knows is SINCH_WEBHOOK_SECRET."),
            reader.warnings());
    }

    @Test
    void whatHasNoEffectInTheFileIsNamedAndTheRestIsUsedAsWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("desk.env"),
            "# a comment=1\nexport SINCH_NUMBER=1\nsinch_region=eu\nSMS_DESK_API_KEY=k\nJAVA_HOME=/j\n"
            + "SMSDESK_DB_USER=one\nSMSDESK_DB_USER=two\nSMSDESK_DB_PASSWORD=\"quoted\"\n  # SMSDESK_SANDBOX=true\n");
        Settings settings = read(Map.of("SMSDESK_CONFIG", file.toString()));
        assertEquals(List.of(), reader.faults());
        assertEquals(List.of("SMSDESK_DB_USER stands twice in the settings file. The last one counts, in line 7.",
            "SMSDESK_DB_PASSWORD stands in quotation marks, which count as part of its value. Remove them unless they belong to it.",
            "JAVA_HOME has no effect: there is no such setting. The nearest name is SINCH_NUMBER.",
            "SMS_DESK_API_KEY has no effect: write SMSDESK_API_KEY.",
            "export SINCH_NUMBER has no effect: write SINCH_NUMBER.",
            "sinch_region has no effect: write SINCH_REGION."), reader.warnings());
        assertEquals("two \"quoted\" null", settings.database().user() + " " + settings.database().password() + " "
            + settings.accounts().number());
    }

    @Test
    void inOtherSourcesOddFormsOfOurNamesAreNamedAndNothingElse() {
        read(Map.of("smsdesk_sandbox", "true"), Map.of("sms-desk-api-key", "k", "smsdesk.test", "x"),
            Map.of("SMS_DESK_DB_URL", "jdbc:h2:x", "JAVA_HOME", "/j"));
        assertEquals(List.of("SMS_DESK_DB_URL has no effect: write SMSDESK_DB_URL.",
            "sms-desk-api-key has no effect: write SMSDESK_API_KEY.",
            "smsdesk_sandbox has no effect: write SMSDESK_SANDBOX."), reader.warnings());
    }

    @Test
    void anEmptyValueThatHidesAnotherIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("desk.env"), "SINCH_WEBHOOK_SECRET=s\nSINCH_NUMBER=\n");
        assertEquals(List.of(), secrets(read(Map.of(), Map.of("SINCH_NUMBER", ""),
            Map.of("SINCH_WEBHOOK_SECRET", "", "SMSDESK_CONFIG", file.toString())), Channel.SMS));
        assertEquals(List.of("SINCH_WEBHOOK_SECRET is empty in the environment, and so its value in the settings file does not count. "
            + "Remove the empty one."),
            reader.warnings());
    }

    @Test
    void ratesAreThoseOfSinchUnlessSetAndHigherInTheSandbox() {
        assertEquals(new SendingRates(10, 20), read(Map.of()).rates());
        assertEquals(new SendingRates(0.5, 30), read(Map.of("SMSDESK_SMS_RATE", "0.5", "SMSDESK_CONVERSATION_RATE", "30")).rates());
        Map<String, String> sandbox = Map.of("SMSDESK_SANDBOX", "true", "SMSDESK_SELF_URL", "http://127.0.0.1:1/d");
        assertEquals(new SendingRates(100, 100), read(sandbox).rates());
        assertEquals(List.of("SMSDESK_SMS_RATE must be a number from 0.1 to 10000."), faultsOf(Map.of("SMSDESK_SMS_RATE", "0")));
    }

    @Test
    void moreRecipientsThanAnyCallTakesCountAsThose() {
        assertEquals(100_000, read(Map.of("SMSDESK_MAX_RECIPIENTS", "1000001")).composing().maxRecipients());
        assertEquals(List.of("SMSDESK_MAX_RECIPIENTS is above 100000 and counts as 100000."), reader.warnings());
        assertEquals(100_000, read(Map.of("SMSDESK_MAX_RECIPIENTS", "100000")).composing().maxRecipients());
        assertEquals(List.of(), reader.warnings());
    }

    @Test
    void aChannelsOwnSecretGoesBeforeTheSharedOne() {
        Settings settings = read(Map.of("SINCH_WEBHOOK_SECRET", "both", "SINCH_WEBHOOK_SECRET_NEXT", "both, next",
            "SMSDESK_SMS_WEBHOOK_SECRET", "mine"));
        assertEquals(List.of("CURRENT SMSDESK_SMS_WEBHOOK_SECRET mine"), secrets(settings, Channel.SMS));
        assertEquals(List.of("CURRENT SINCH_WEBHOOK_SECRET both", "NEXT SINCH_WEBHOOK_SECRET_NEXT both, next"),
            secrets(settings, Channel.CONVERSATION));
    }

    @Test
    void theConversationApiHasAnOverrideSecretBesides() {
        Settings settings = read(Map.of("SMSDESK_CONVERSATION_WEBHOOK_SECRET", "hook", "SMSDESK_CONVERSATION_WEBHOOK_SECRET_NEXT",
            "hook, next", "SMSDESK_CONVERSATION_OVERRIDE_SECRET", "override"));
        assertEquals(List.of("CURRENT SMSDESK_CONVERSATION_WEBHOOK_SECRET hook", "NEXT SMSDESK_CONVERSATION_WEBHOOK_SECRET_NEXT hook, next",
            "OVERRIDE SMSDESK_CONVERSATION_OVERRIDE_SECRET override"), secrets(settings, Channel.CONVERSATION));
        assertEquals(List.of(), secrets(settings, Channel.SMS));
    }

    @Test
    void anEmptySecretIsNoSecret() {
        assertEquals(List.of(), secrets(read(Map.of("SINCH_WEBHOOK_SECRET", "")), Channel.SMS));
    }

    @Test
    void thePasswordNeedsItsUserAndTheUserItsPassword() {
        assertEquals(1, faultsOf(Map.of("SMSDESK_SMS_BASIC_USER", "sinch")).size());
        assertTrue(reader.faults().get(0).startsWith("SMSDESK_SMS_BASIC_PASSWORD is missing"), reader.faults().toString());
        assertTrue(faultsOf(Map.of("SMSDESK_SMS_BASIC_PASSWORD", "a-long-enough-one")).get(0)
            .startsWith("SMSDESK_SMS_BASIC_USER is missing"));
        assertNull(read(Map.of()).secrets().password());
        assertEquals(BasicPassword.PasswordVerdict.FITS,
            read(Map.of("SMSDESK_SMS_BASIC_USER", "sinch", "SMSDESK_SMS_BASIC_PASSWORD", "a-long-enough-one")).secrets().password()
            .check(List.of("Basic " + Base64.getEncoder().encodeToString("sinch:a-long-enough-one".getBytes(StandardCharsets.UTF_8)))));
        assertEquals(List.of(), reader.faults());
    }

    private static List<String> secrets(Settings settings, Channel channel) {
        return settings.secrets().of(channel).stream()
            .map(one -> one.slot() + " " + one.secret().name() + " " + new String(one.secret().key(), StandardCharsets.UTF_8)).toList();
    }

    @ParameterizedTest
    @CsvSource({"SINCH_REGION, apse", "SMSDESK_SANDBOX, yes", "SMSDESK_MAX_RECIPIENTS, 0", "SMSDESK_MAX_RECIPIENTS, many",
        "SMSDESK_CALLBACK_MAX_AGE, 48h",
        "SMSDESK_DEFAULT_COUNTRY, SWE", "SMSDESK_API_KEY, short", "SMSDESK_DB_URL, mysql://db", "SINCH_SERVICE_PLAN_ID, ../admin",
        "SINCH_API_TOKEN, 'tok en '", "SMSDESK_SANDBOX_TIME_SCALE, NaN",
        "SMSDESK_SMS_RATE, 0.05", "SMSDESK_SMS_RATE, 10001", "SMSDESK_SMS_RATE, fast", "SMSDESK_CONVERSATION_RATE, NaN",
        "SMSDESK_SECRETS_KEY, c2hvcnQ=", "SMSDESK_SECRETS_KEY, 'not Base64!'"})
    void aValueOfWrongFormIsAFaultThatNamesTheSettingAndNotTheValue(String name, String value) {
        List<String> faults = faultsOf(Map.of(name, value));
        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.get(0).startsWith(name + " "), faults.get(0));
        assertFalse(faults.get(0).contains(value) && value.length() > 3, faults.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://169.254.169.254/x", "http://localhost:8080/sms-desk", "https://127.0.0.1/", "https://[::1]/",
        "https://10.1.2.3/desk", "file:///etc/passwd", "https://user:pw@example.com/", "https://example.com/?a=b", "sms.example.com"})
    void anAddressThatSinchCannotReachOrThatIsNoneIsAFault(String address) {
        assertEquals(1, faultsOf(Map.of("SMSDESK_PUBLIC_URL", address)).size());
    }

    @Test
    void theSandboxNeedsToKnowHowWeReachOurselves() {
        assertEquals(1, faultsOf(Map.of("SMSDESK_SANDBOX", "true")).size());
        assertEquals(0, faultsOf(Map.of("SMSDESK_SANDBOX", "true", "SMSDESK_SELF_URL", "http://127.0.0.1:8080/sms-desk/")).size());
    }

    @Test
    void settingsNeverShowThemselves() {
        String shown = read(Map.of("SINCH_API_TOKEN", "topsecrettoken", "SINCH_WEBHOOK_SECRET", "hush", "SMSDESK_DB_PASSWORD", "pw123",
            "SMSDESK_SMS_BASIC_USER", "sinch", "SMSDESK_SMS_BASIC_PASSWORD", "basic-password-16")).toString();
        assertFalse(shown.contains("topsecrettoken") || shown.contains("hush") || shown.contains("pw123")
            || shown.contains("basic-password"), shown);
    }

    @Test
    void withTheSandboxOnNothingGoesToSinch() {
        Settings settings = read(Map.of("SMSDESK_SANDBOX", "true", "SMSDESK_SELF_URL", "http://127.0.0.1:1/d", "SINCH_SERVICE_PLAN_ID",
            "plan", "SINCH_API_TOKEN", "token", "SMSDESK_PUBLIC_URL", "https://sms.example.com/d"));
        assertEquals(List.of("sandbox:sms", "sandbox:conversation"),
            SendingPart.configured(settings, "t").stream().map(one -> one.account().id()).toList());
    }

    @Test
    void withoutAnHttpsAddressForCallbacksSendingIsOffAndSaysWhatToSet() {
        Map<String, String> credentials = Map.of("SINCH_SERVICE_PLAN_ID", "plan", "SINCH_API_TOKEN", "token", "SINCH_REGION", "eu");
        Configured plan = SendingPart.configured(read(credentials), null).get(0);
        assertEquals("sms:plan", plan.account().id());
        assertTrue(SendingPart.off(plan, read(credentials)).orElseThrow().startsWith("Set SMSDESK_PUBLIC_URL"));
        assertEquals(List.of(), SendingPart.configured(read(Map.of("SMSDESK_PUBLIC_URL", "https://sms.example.com")), null));
        SendingPart none = new SendingPart(read(Map.of("SMSDESK_PUBLIC_URL", "https://sms.example.com")), null, null, null, null, null,
            null, null, null, new SimpleMeterRegistry());
        assertTrue(none.accounts().off().orElseThrow().startsWith("Set SINCH_SERVICE_PLAN_ID"));
    }
}
