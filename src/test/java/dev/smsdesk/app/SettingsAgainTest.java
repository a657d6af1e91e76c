package dev.smsdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.smsdesk.app.settings.SettingReader;
import dev.smsdesk.app.settings.SettingSources;
import dev.smsdesk.app.settings.SettingsReading;
import dev.smsdesk.send.SendingAccount;
import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.SendOutcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("New credentials are used without a restart, and a running call ends with the former ones")
class SettingsAgainTest {
    private static final OutgoingMessage MESSAGE = new OutgoingMessage(List.of("+46701234567"), "desk", "Hello",
        URI.create("https://desk.example/c"), "ref");
    @TempDir
    Path folder;
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final CountDownLatch slow = new CountDownLatch(1);
    private HttpServer sinch;
    private SendingPart sending;

    @BeforeEach
    void startSinch() throws IOException {
        sinch = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sinch.setExecutor(task -> new Thread(task).start());
        sinch.createContext("/", exchange -> {
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            tokens.add(token);
            if (token.endsWith("first")) {
                await();
            }
            byte[] answer = "{\"id\": \"01HB\"}".getBytes();
            exchange.sendResponseHeaders(201, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        sinch.start();
    }

    @AfterEach
    void stop() {
        slow.countDown();
        sending.close();
        sinch.stop(0);
    }

    private void await() {
        try {
            slow.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SettingSources settings(String... lines) {
        try {
            String base = "SINCH_REGION=eu\nSMSDESK_SINCH_URL=http://127.0.0.1:" + sinch.getAddress().getPort()
                + "\nSMSDESK_PUBLIC_URL=http://127.0.0.1:9/desk\n";
            Path file = Files.writeString(folder.resolve("desk.env"), base + String.join("\n", lines));
            return SettingSources.of(Map.of("SMSDESK_CONFIG", file.toString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private SendingAccount running(String... lines) {
        sending = new SendingPart(SettingsReading.read(new SettingReader(settings(lines))), null, () -> false, null, null, null, null, null,
            null, new SimpleMeterRegistry());
        return sending.accounts().all().get(0);
    }

    private List<String> again(String... lines) {
        return again(lines, List.of());
    }

    /** @param former file lines of the first reading, for settings that count from the next start */
    private List<String> again(String[] lines, List<String> former) {
        AtomicReference<String[]> now = new AtomicReference<>(former.isEmpty() ? lines : former.toArray(String[]::new));
        SettingsAgain again = new SettingsAgain(() -> settings(now.get()),
            SettingsReading.read(new SettingReader(settings(now.get()))), List.of(), sending);
        now.set(lines);
        return again.read().says();
    }

    @Test
    void theNextCallUsesTheNewTokenWhileOneUnderWayComesToItsEnd() throws Exception {
        SendingAccount account = running("SINCH_SERVICE_PLAN_ID=plan", "SINCH_API_TOKEN=first");
        CompletableFuture<SendOutcome> underWay = CompletableFuture.supplyAsync(() -> account.sender().send(MESSAGE));
        while (tokens.isEmpty()) {
            Thread.sleep(10);
        }
        assertEquals(List.of("sms:plan: the new settings are used from the next call on."),
            again("SINCH_SERVICE_PLAN_ID=plan", "SINCH_API_TOKEN=second"));
        assertEquals(new SendOutcome.Accepted("01HB", null), account.sender().send(MESSAGE));
        slow.countDown();
        assertEquals(new SendOutcome.Accepted("01HB", null), underWay.get());
        assertEquals(List.of("Bearer first", "Bearer second"), tokens);
    }

    @Test
    void anAccountThatWasOffForWantOfItsTokenGoesOn() {
        SendingAccount account = running("SINCH_SERVICE_PLAN_ID=plan");
        assertEquals(Optional.of("Set SINCH_API_TOKEN, the token of the service plan that SINCH_SERVICE_PLAN_ID names."),
            account.gate().off());
        again("SINCH_SERVICE_PLAN_ID=plan", "SINCH_API_TOKEN=second");
        assertEquals(Optional.empty(), account.gate().off());
        assertEquals(new SendOutcome.Accepted("01HB", null), account.sender().send(MESSAGE));
    }

    @Test
    void anAccountWhoseTokenIsGoneIsOff() {
        SendingAccount account = running("SINCH_SERVICE_PLAN_ID=plan", "SINCH_API_TOKEN=second");
        String why = "Set SINCH_API_TOKEN, the token of the service plan that SINCH_SERVICE_PLAN_ID names.";
        assertEquals(List.of("sms:plan is off. " + why), again("SINCH_SERVICE_PLAN_ID=plan"));
        assertEquals(Optional.of(why), account.gate().off());
    }

    @Test
    void anotherPlanIsAnotherAccountAndCountsFromTheNextStart() {
        SendingAccount account = running("SINCH_SERVICE_PLAN_ID=plan", "SINCH_API_TOKEN=second");
        assertEquals(List.of("sms:plan is no longer in the settings. It is used until SMS Desk is restarted.",
            "sms:other is a new account. It is used after a restart."), again("SINCH_SERVICE_PLAN_ID=other", "SINCH_API_TOKEN=third"));
        account.sender().send(MESSAGE);
        assertEquals(List.of("Bearer second"), tokens);
    }

    @Test
    void whereNothingHasChangedThatIsSaidAndTheSenderStays() {
        SendingAccount account = running("SINCH_SERVICE_PLAN_ID=plan", "SINCH_API_TOKEN=second");
        assertEquals(List.of("sms:plan: nothing has changed."), again("SINCH_SERVICE_PLAN_ID=plan", "SINCH_API_TOKEN=second"));
        assertEquals(new SendOutcome.Accepted("01HB", null), account.sender().send(MESSAGE));
    }

    @Test
    void theProxyIsTakenAndWhatNeedsARestartIsNamedWithoutItsValue() {
        running("SINCH_SERVICE_PLAN_ID=plan", "SINCH_API_TOKEN=second");
        String[] now = {"SINCH_SERVICE_PLAN_ID=plan", "SINCH_API_TOKEN=second", "SMSDESK_HTTP_PROXY=proxy.example:3128",
            "SMSDESK_MAX_PARTS=3"};
        assertEquals(List.of("Sinch is called through the proxy proxy.example:3128.", "sms:plan: the new settings are used from the"
            + " next call on.",
            "These settings have changed, and count after a restart: SMSDESK_MAX_PARTS."), again(now,
                List.of("SINCH_SERVICE_PLAN_ID=plan", "SINCH_API_TOKEN=second")));
        assertEquals("proxy.example:3128", sending.proxy().toString());
    }

    @Test
    void settingsWithAFaultChangeNothing() {
        SendingAccount account = running("SINCH_SERVICE_PLAN_ID=plan", "SINCH_API_TOKEN=second");
        assertEquals(List.of("Nothing was changed, as the settings have a fault.",
            "SINCH_API_TOKEN must be printable ASCII characters without blanks."),
            again("SINCH_SERVICE_PLAN_ID=plan", "SINCH_API_TOKEN=th ird"));
        account.sender().send(MESSAGE);
        assertEquals(List.of("Bearer second"), tokens);
    }
}
