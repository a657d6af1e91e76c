package dev.smsdesk.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.smsdesk.account.Credentials;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Settings name an account of each API; a fault of the Conversation account turns off that account alone")
class AccountReadingTest {
    private static final Map<String, String> PLAN = Map.of("SINCH_SERVICE_PLAN_ID", "plan", "SINCH_API_TOKEN", "token", "SINCH_REGION",
        "eu");
    private static final Map<String, String> APP = Map.of("SINCH_PROJECT_ID", "project", "SINCH_KEY_ID", "key", "SINCH_KEY_SECRET", "hush",
        "SINCH_APP_ID", "app", "SINCH_REGION", "eu");
    private SettingReader reader;

    private AccountSettings read(Map<String, String> settings, String... more) {
        Map<String, String> all = new HashMap<>(settings);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        reader = new SettingReader(new SettingSources(Map.of(), Map.of(), all));
        return SettingsReading.read(reader).accounts();
    }


    /** Ids, the default first, each with why it is off. */
    private static String shown(AccountSettings accounts) {
        return String.join(" | ", accounts.all().stream().map(one -> one.account().id() + (one.off() == null ? "" : ": " + one.off()))
            .toList());
    }

    @Test
    void aServicePlanAndAnAppAreTwoAccountsAndTheAppIsTheDefault() {
        AccountSettings accounts = read(PLAN, "SINCH_PROJECT_ID", "project", "SINCH_KEY_ID", "key", "SINCH_KEY_SECRET", "hush",
            "SINCH_APP_ID", "app");
        assertEquals("conversation:app | sms:plan", shown(accounts));
        assertEquals(new Credentials.App("project", "key", "hush", "app"), accounts.all().get(0).account().credentials());
        assertEquals(List.of("eu", "eu"), accounts.all().stream().map(one -> one.account().region()).toList());
        assertEquals(List.of(), reader.faults());
        assertEquals(List.of(), reader.warnings());
    }

    @ParameterizedTest
    @CsvSource({"sms, sms:plan | conversation:app", "SMS, sms:plan | conversation:app", "conversation, conversation:app | sms:plan"})
    void theOperatorChoosesTheDefault(String word, String order) {
        Map<String, String> both = new HashMap<>(PLAN);
        both.putAll(APP);
        assertEquals(order, shown(read(both, "SMSDESK_SEND_WITH", word)));
    }

    @Test
    void aDefaultThatIsNoAccountHasNoEffectAndSaysSo() {
        assertEquals("sms:plan", shown(read(PLAN, "SMSDESK_SEND_WITH", "conversation")));
        assertEquals(List.of("SMSDESK_SEND_WITH is conversation, but no such account is set. It has no effect."), reader.warnings());
        read(PLAN, "SMSDESK_SEND_WITH", "email");
        assertEquals(List.of("SMSDESK_SEND_WITH must be sms or conversation."), reader.faults());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        eu, -, eu
        EU, -, eu
        au, us, us
        -, br, br
        """)
    void theConversationRegionIsItsOwnOrThatOfBoth(String region, String own, String used) {
        Map<String, String> settings = new HashMap<>(APP);
        settings.put("SINCH_REGION", region);
        settings.put("SINCH_CONVERSATION_REGION", own);
        settings.values().removeIf(value -> value == null);
        assertEquals(used, read(settings).all().get(0).account().region());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = ';', textBlock = """
        SINCH_REGION; -; Set SINCH_CONVERSATION_REGION to the region of the app: us, eu or br.
        SINCH_REGION; au; The Conversation API has no such region as the one that is set. Set SINCH_CONVERSATION_REGION to the region of \
        the app: us, eu or br.
        SINCH_REGION; ca; The Conversation API has no such region as the one that is set. Set SINCH_CONVERSATION_REGION to the region of \
        the app: us, eu or br.
        SINCH_CONVERSATION_REGION; apse; The Conversation API has no such region as the one that is set. Set SINCH_CONVERSATION_REGION to \
        the region of the app: us, eu or br.
        SINCH_KEY_SECRET; -; The Conversation API needs these settings beside SINCH_APP_ID: SINCH_KEY_SECRET.
        SINCH_KEY_SECRET; two words; SINCH_KEY_SECRET must be printable ASCII characters without blanks.
        SINCH_KEY_ID; a:b; SINCH_KEY_ID must be printable ASCII characters without blanks and without a colon.
        SINCH_PROJECT_ID; ../x; SINCH_PROJECT_ID must be letters, digits, - and _ only.
        """)
    void aFaultOfTheConversationAccountTurnsOffThatAccountAlone(String name, String value, String why) {
        Map<String, String> settings = new HashMap<>(PLAN);
        settings.putAll(APP);
        settings.put(name, value);
        settings.values().removeIf(one -> one == null);
        assertEquals("conversation:app: " + why + " | sms:plan", shown(read(settings)));
        assertEquals(List.of(), reader.faults());
    }

    @Test
    void anAppIdThatCannotBeOneNamesNoAccountAndIsToldAsWell() {
        AccountSettings accounts = read(APP, "SINCH_APP_ID", "my app");
        assertEquals("", shown(accounts));
        assertEquals(List.of("SINCH_APP_ID must be letters, digits, - and _ only."), accounts.without());
        assertEquals("SINCH_APP_ID must be letters, digits, - and _ only.", accounts.none());
        assertEquals(List.of(), reader.faults());
    }

    @Test
    void whatATutorialSetsWithoutAnAppHasNoEffectAndIsToldOnce() {
        assertEquals("sms:plan", shown(read(PLAN, "SINCH_PROJECT_ID", "project", "SINCH_KEY_ID", "key", "SINCH_KEY_SECRET", "hush")));
        assertEquals(List.of("Without SINCH_APP_ID there is no Conversation account, so these settings have no effect: SINCH_PROJECT_ID, "
            + "SINCH_KEY_ID, SINCH_KEY_SECRET."),
            reader.warnings());
        assertEquals(List.of(), reader.faults());
    }

    @Test
    void theNameInSinchsSamplesIsAnsweredWithTheRightOne() {
        read(Map.of("CONVERSATION_APP_ID", "app"));
        assertEquals(List.of("CONVERSATION_APP_ID has no effect: write SINCH_APP_ID."), reader.warnings());
        read(APP, "CONVERSATION_APP_ID", "app");
        assertEquals(List.of(), reader.warnings());
    }

    @Test
    void aPlanWithoutItsTokenIsAnAccountThatIsOff() {
        assertEquals("sms:plan: Set SINCH_API_TOKEN, the token of the service plan that SINCH_SERVICE_PLAN_ID names.",
            shown(read(Map.of("SINCH_SERVICE_PLAN_ID", "plan"))));
    }

    @Test
    void whatIsSetIsToldByNameAndNeverByValue() {
        AccountSettings accounts = read(APP);
        assertEquals("{SINCH_SERVICE_PLAN_ID=false, SINCH_API_TOKEN=false, SINCH_PROJECT_ID=true, SINCH_KEY_ID=true, "
            + "SINCH_KEY_SECRET=true, SINCH_APP_ID=true,"
            + " SMSDESK_SINCH_URL=false, SMSDESK_HTTP_PROXY=false}", accounts.given().toString());
        assertFalse(accounts.toString().contains("hush"), accounts.toString());
    }

    @Test
    void reportsForEachStepUnlessOnlyTheLastIsWanted() {
        assertEquals("per_recipient", read(PLAN).deliveryReport());
        assertEquals("per_recipient_final", read(PLAN, "SMSDESK_DELIVERY_REPORT", "per_recipient_final").deliveryReport());
        read(PLAN, "SMSDESK_DELIVERY_REPORT", "none");
        assertEquals(List.of("SMSDESK_DELIVERY_REPORT must be per_recipient or per_recipient_final."), reader.faults());
    }
}
