package dev.smsdesk.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.account.Account;
import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.callback.SelfTest.SelfTestResult;
import dev.smsdesk.send.SendingAccount;
import dev.smsdesk.send.SendingAccounts;
import dev.smsdesk.send.SendingGate;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.TestDatabase;
import dev.smsdesk.trust.KnownSecret;
import dev.smsdesk.trust.SecretSeal;
import dev.smsdesk.trust.Slot;
import dev.smsdesk.trust.Trust;
import dev.smsdesk.wording.Sentence;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The webhook is created or corrected, and a setup that stops at any step causes no refused callback")
class WebhookSetupTest {
    private static final URI PUBLIC = URI.create("https://desk.example/sms-desk");
    private static final String OURS = PUBLIC + "/api/callbacks/conversation";
    private static final List<String> ALL = List.of("MESSAGE_DELIVERY", "MESSAGE_INBOUND", "OPT_IN", "OPT_OUT");
    private static final OtherNodes ALONE = new OtherNodes(() -> 1, Duration.ZERO);
    private static final TestDatabase DATABASE = TestDatabase.open();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T10:00:00Z"));
    private final TestDatabase db = emptied();
    private final AppServer sinch = new AppServer();
    private final Trust trust = trust(new SecretSeal(new byte[SecretSeal.KEY_BYTES]));
    private final Trust otherNode = trust(new SecretSeal(new byte[SecretSeal.KEY_BYTES]));
    private final AuditLog audit = new AuditLog(db.tx(), new Ids(clock), clock);
    private int selfTests;

    WebhookSetupTest() throws IOException {}

    private static TestDatabase emptied() {
        Stream.of("webhook_secret", "rotation_window", "audit_entry").forEach(table -> DATABASE.run("delete from " + table));
        return DATABASE;
    }

    @AfterEach
    void close() {
        sinch.close();
    }

    private Trust trust(SecretSeal seal, KnownSecret... ofSettings) {
        Trust made = Trust.of(db.tx(), new Ids(clock), clock, seal, Duration.ofHours(48));
        made.load(List.of(ofSettings));
        return made;
    }

    private WebhookSetup setup(Trust with, URI publicUrl, OtherNodes others) {
        Account account = Account.ofApp("app-1", "eu", AppServer.KEY);
        SendingAccounts accounts = new SendingAccounts(List.of(new SendingAccount(account, new SendingGate(db.tx(), clock,
            Optional.empty(), account.id()),
            sinch.api, publicUrl)), "None.", List.of(), null);
        return new WebhookSetup(accounts, () -> Optional.of(sinch.api.setup()), publicUrl, new SecretSteps(with, audit, others), () -> {
            selfTests++;
            return new SelfTestResult(true, "It arrived.");
        });
    }

    private SetupResult run() {
        return setup(trust, PUBLIC, ALONE).run("ann");
    }

    private void current(String secret) {
        trust.entered().enter(Channel.CONVERSATION, Slot.CURRENT, secret, "ann");
        trust.keeper().refresh();
    }

    private List<String> accepted() {
        return accepted(trust);
    }

    private static List<String> accepted(Trust by) {
        return by.ring().of(Channel.CONVERSATION).stream().map(Secret::key).map(key -> new String(key, StandardCharsets.UTF_8)).toList();
    }

    private static String said(SetupResult result) {
        return String.join(" ", result.says().stream().map(Sentence::toString).toList());
    }

    private long count(String where) {
        return db.number("select count(*) from audit_entry where " + where);
    }

    private void nothingIsSentToSinch(SetupResult result, String says) {
        assertFalse(result.done());
        assertEquals(says, said(result));
        assertTrue(sinch.calls.stream().noneMatch(call -> !call.startsWith("GET")), sinch.calls.toString());
        assertEquals(0, selfTests);
    }

    @Test
    void itIsCreatedWithASecretThatIsAcceptedBeforeSinchHasIt() {
        List<String> acceptedBefore = new ArrayList<>();
        sinch.beforeChange = () -> acceptedBefore.addAll(accepted());
        SetupResult result = run();
        assertTrue(result.done());
        assertEquals("The webhook was created at Sinch. Its secret is the current one of the Conversation API.", said(result));
        assertEquals(1, selfTests);
        String secret = sinch.secret("W-new");
        assertTrue(secret.matches("[A-Za-z0-9_-]{43}"), secret);
        assertEquals(List.of(secret), acceptedBefore);
        assertEquals(List.of("GET /apps/app-1/webhooks", "POST /webhooks"), sinch.calls);
        assertEquals(OURS, sinch.webhooks.get("W-new").path("target").asText());
        assertEquals("app-1", sinch.webhooks.get("W-new").path("app_id").asText());
        assertEquals(ALL, sinch.triggers("W-new"));
        assertTrue(trust.ring().window().isEmpty());
        assertEquals(2, count("who = 'ann' and (what = 'secret entered' and detail = 'conversation, current, by Set up for me' or"
            + " what = 'webhook created' and detail = '"
            + OURS + "')"));
    }

    @Test
    void itIsCorrectedAndTheFormerSecretIsAcceptedBesideTheNewOne() {
        current("former");
        sinch.has("W1", OURS, "former", "MESSAGE_DELIVERY", "MESSAGE_SUBMIT").has("W2", "https://desk.example/other", "theirs",
            "MESSAGE_INBOUND");
        String others = sinch.webhooks.get("W2").toString();
        List<String> acceptedBefore = new ArrayList<>();
        sinch.beforeChange = () -> acceptedBefore.addAll(accepted());
        SetupResult result = run();
        assertTrue(result.done());
        assertEquals("The webhook was corrected at Sinch, and has a new secret. These triggers were removed from it: MESSAGE_SUBMIT."
            + " Its secret is entered as next, and the former one is still accepted. When the page Secrets says that the former one"
            + " is safe to remove,"
            + " press Make current there.", said(result));
        assertEquals(List.of("former", sinch.secret("W1")), acceptedBefore);
        assertEquals(acceptedBefore, accepted());
        assertEquals(ALL, sinch.triggers("W1"));
        assertEquals(others, sinch.webhooks.get("W2").toString());
        assertEquals(List.of("GET /apps/app-1/webhooks", "PATCH /webhooks/W1"), sinch.calls);
    }

    @Test
    void whatSinchSignsWithASecretThatIsUnknownHereComesAgainUntilItSignsAnew() {
        sinch.has("W1", OURS, "unknown here", "MESSAGE_DELIVERY");
        List<Boolean> unsettled = new ArrayList<>();
        sinch.beforeChange = () -> unsettled.add(trust.ring().isUnsettled(Channel.CONVERSATION));
        SetupResult result = run();
        assertTrue(said(result).contains("The former one is not known here"), said(result));
        assertEquals(List.of(true), unsettled, "a signature that fits nothing is answered 503");
        assertEquals(clock.instant().plus(Duration.ofHours(24)), trust.ring().window().orElseThrow().endsAt());
    }

    @Test
    void otherServersAcceptTheSecretToo() {
        List<String> elsewhere = new ArrayList<>();
        sinch.beforeChange = () -> elsewhere.addAll(accepted(otherNode));
        setup(trust, PUBLIC, new OtherNodes(() -> {
            otherNode.keeper().refresh();   // what it does every two seconds
            return 2;
        }, Duration.ofMillis(1))).run("ann");
        assertEquals(List.of(sinch.secret("W-new")), elsewhere);
    }

    @Test
    void killedBeforeSinchHasItNothingIsRefusedAndTheNextClickSaysWhatToDo() {
        current("former");
        sinch.has("W1", OURS, "former", "MESSAGE_DELIVERY");
        OtherNodes killed = new OtherNodes(() -> {
            throw new StackOverflowError("killed");
        }, Duration.ZERO);
        assertThrows(StackOverflowError.class, () -> setup(trust, PUBLIC, killed).run("ann"));
        Trust restarted = trust(new SecretSeal(new byte[SecretSeal.KEY_BYTES]));
        assertEquals("former", sinch.secret("W1"));
        assertTrue(accepted(restarted).contains("former"));
        assertEquals(2, accepted(restarted).size());
        nothingIsSentToSinch(setup(restarted, PUBLIC, ALONE).run("ann"), "A next secret is entered already."
            + " First look at the page Secrets: if Sinch signs with it, press Make current there; if it was never used, remove it."
            + " Then set up the webhook again.");
    }

    @Test
    void killedAfterSinchHasItNothingIsRefused() {
        current("former");
        sinch.has("W1", OURS, "former", "MESSAGE_DELIVERY");
        sinch.beforeChange = () -> sinch.breaksAfter = true;
        SetupResult result = run();
        assertFalse(result.done());
        assertTrue(said(result).endsWith("Whether Sinch has made the change is not known. Callbacks signed with either secret are"
            + " accepted. Press Show webhooks,"
            + " and see on the page Secrets whether the new secret is used; remove it there if it is not."), said(result));
        assertEquals(List.of("former", sinch.secret("W1")), accepted(trust(new SecretSeal(new byte[SecretSeal.KEY_BYTES]))));
        assertEquals(List.of("GET /apps/app-1/webhooks", "PATCH /webhooks/W1"), sinch.calls, "no second try");
    }

    @Test
    void aGatewaysFaultLeavesBothSecretsAccepted() {
        current("former");
        sinch.has("W1", OURS, "former", "MESSAGE_DELIVERY");
        sinch.nextStatus = 502;
        assertTrue(said(run()).startsWith("Sinch, or a gateway on the way, has a fault at the moment (502). Try again later. Whether"));
        assertEquals(List.of("former", sinch.secret("W1")), accepted());
    }

    @Test
    void whatSinchRefusesLeavesEverythingAsItWas() {
        current("former");
        sinch.has("W1", OURS, "former", "MESSAGE_DELIVERY");
        sinch.nextStatus = 403;
        sinch.nextBody = "{\"error\":{\"code\":403,\"message\":\"Role may not write\",\"status\":\"PERMISSION_DENIED\"}}";
        SetupResult result = run();
        assertEquals("Sinch accepts the access key, but it has no access to the project or the app (403). Check SINCH_PROJECT_ID,"
            + " and in Sinch's dashboard"
            + " what the key may do. Sinch says: Role may not write. Nothing was changed at Sinch, and the new secret was removed"
            + " here again."
            + " Callbacks go on as before.", said(result));
        assertEquals(List.of("former"), accepted());
        assertEquals(1, count("what = 'secret removed' and detail = 'conversation, next, by Set up for me'"));
        assertNull(result.test());
        assertTrue(run().done(), "the place of the next secret is free again");
    }

    @Test
    void refusedTheFirstTimeThereIsNoSecretAndNoWindow() {
        sinch.has("W1", OURS, "unknown here", "MESSAGE_DELIVERY");
        sinch.nextStatus = 400;
        sinch.nextBody = "{\"code\":3,\"message\":\"Invalid target\",\"status\":\"INVALID_ARGUMENT\"}";
        assertTrue(said(run()).startsWith("Sinch refused the request (400 INVALID_ARGUMENT). Sinch says: Invalid target. Nothing was"
            + " changed at Sinch"));
        assertEquals(List.of(), accepted());
        assertTrue(trust.ring().window().isEmpty());
    }

    @Test
    void oneThatWasDeletedAtSinchMeanwhileIsCreated() {
        current("former");
        sinch.has("W1", OURS, "former", "MESSAGE_DELIVERY");
        sinch.beforeChange = () -> sinch.webhooks.remove("W1");
        SetupResult result = run();
        assertTrue(result.done());
        assertTrue(said(result).startsWith("The webhook was deleted at Sinch meanwhile. A new one was created."), said(result));
        assertEquals(List.of("former", sinch.secret("W-new")), accepted());
        assertEquals(List.of("GET /apps/app-1/webhooks", "PATCH /webhooks/W1", "POST /webhooks"), sinch.calls);
    }

    @Test
    void twoWithOurTargetAreBothLeftAlone() {
        sinch.has("W1", OURS, "a", "MESSAGE_DELIVERY").has("W2", OURS, "b", "MESSAGE_DELIVERY");
        nothingIsSentToSinch(run(), "More than one webhook has the target " + OURS + ", so each callback comes more than once. None"
            + " was changed."
            + " Delete all but one in Sinch's dashboard; then set up the webhook again.");
        assertEquals(List.of(), accepted());
    }

    @Test
    void aTargetThatDiffersByOneLetterIsNotOurs() {
        sinch.has("W1", OURS + "/", "a", "MESSAGE_DELIVERY").has("W2", OURS.toUpperCase(), "b", "MESSAGE_DELIVERY");
        assertTrue(run().done());
        assertEquals(List.of("GET /apps/app-1/webhooks", "POST /webhooks"), sinch.calls);
        WebhookList list = setup(trust, PUBLIC, ALONE).list();
        assertEquals(List.of(false, false, true), list.webhooks().stream().map(ListedWebhook::ours).toList());
        assertEquals("It looks like our address, but is not the same to the letter. It is never changed here.",
            list.webhooks().get(0).notes().get(0).toString());
    }

    @Test
    void fiveOthersLeaveNoRoom() {
        Stream.of("1", "2", "3", "4", "5").forEach(n -> sinch.has("W" + n, "https://desk.example/" + n, null, "MESSAGE_DELIVERY"));
        nothingIsSentToSinch(run(), "The app has 5 webhooks, the most that Sinch allows, and none has our target."
            + " Delete one in Sinch's dashboard that is no longer used.");
        assertEquals(List.of(), accepted());
    }

    @Test
    void fourOthersAndOursDo() {
        Stream.of("1", "2", "3", "4").forEach(n -> sinch.has("W" + n, "https://desk.example/" + n, null, "MESSAGE_DELIVERY"));
        assertTrue(sinch.has("W5", OURS, null).webhooks.size() == 5 && run().done());
    }

    @Test
    void anAddressThatIsTooLongIsNotEvenOffered() {
        URI longest = URI.create("https://desk.example/"
            + "x".repeat(742 - "https://desk.example/".length() - "/api/callbacks/conversation".length()));
        assertTrue(setup(trust, longest, ALONE).run("ann").done());
        sinch.calls.clear();
        selfTests = 0;
        String said = said(setup(trust, URI.create(longest + "x"), ALONE).run("ann"));
        assertTrue(said.endsWith(" has 743 characters, and Sinch takes 742. Choose a shorter SMSDESK_PUBLIC_URL."), said);
        assertEquals(List.of(), sinch.calls);
    }

    @Test
    void anAddressOfSinchOrNoneIsNotOffered() {
        assertTrue(said(setup(trust, URI.create("https://eu.conversation.api.sinch.com"), ALONE).run("ann"))
            .startsWith("Sinch takes no webhook to its own hosts"));
        assertTrue(said(setup(trust, null, ALONE).run("ann")).startsWith("There is no address to give to Sinch."));
        assertEquals(List.of(), sinch.calls);
    }

    @Test
    void withoutAKeyForSecretsItSaysWhatToDoFirst() {
        nothingIsSentToSinch(setup(trust(null), PUBLIC, ALONE).run("ann"), "First set SMSDESK_SECRETS_KEY to the output of:"
            + " openssl rand -base64 32. Use the same on all servers and restart them. Without it no secret can be stored here.");
        assertEquals(List.of(), sinch.calls);
    }

    @Test
    void aNextSecretOfTheSettingsIsNamed() {
        Trust settings = trust(new SecretSeal(new byte[SecretSeal.KEY_BYTES]), KnownSecret.ofSetting(Channel.CONVERSATION,
            Slot.NEXT, "SINCH_WEBHOOK_SECRET_NEXT", "n"));
        nothingIsSentToSinch(setup(settings, PUBLIC, ALONE).run("ann"),
            "The setting SINCH_WEBHOOK_SECRET_NEXT holds a next secret. First let it become the current one, or remove the setting,"
                + " and restart.");
    }

    @Test
    void aNextSecretThatCannotBeReadIsNotReplaced() {
        trust.entered().enter(Channel.CONVERSATION, Slot.NEXT, "sealed", "ann");
        byte[] other = new byte[SecretSeal.KEY_BYTES];
        other[0] = 1;
        nothingIsSentToSinch(setup(trust(new SecretSeal(other)), PUBLIC, ALONE).run("ann"), "A next secret is entered that cannot be"
            + " read with this SMSDESK_SECRETS_KEY. First set the former key again, or remove that secret on the page Secrets.");
    }

    @Test
    void whereTheListCannotBeReadNothingIsChanged() {
        sinch.listing = "<html>Sign in</html>";
        SetupResult result = run();
        assertTrue(said(result).startsWith("Sinch gave no answer that can be used: "), said(result));
        nothingIsSentToSinch(result, said(result));
        assertEquals(List.of(), accepted());
    }

    @Test
    void theListSaysWhatIsWrongWithOurs() {
        sinch.has("W1", OURS, null, "MESSAGE_DELIVERY", "MESSAGE_SUBMIT");
        ListedWebhook ours = setup(trust, PUBLIC, ALONE).list().webhooks().get(0);
        assertTrue(ours.ours());
        assertEquals(List.of("These triggers are missing: MESSAGE_INBOUND, OPT_IN, OPT_OUT.", "It has no secret, so its callbacks"
            + " are not signed and are refused here.",
            "MESSAGE_SUBMIT brings one more callback for each message; SMS Desk does not need it."),
                ours.notes().stream().map(Sentence::toString).toList());
    }

    @Test
    void whereNoneIsOursTheListSaysSo() {
        WebhookList list = setup(trust, PUBLIC, ALONE).list();
        assertEquals("No webhook has the target " + OURS + ", so no callback comes here. Press Set up for me to create it.",
            list.says().get(0).toString());
    }
}
