package dev.smsdesk.sinch.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.sinch.call.RawServer;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.AccountRefused;
import dev.smsdesk.sinch.call.SendOutcome.NotSent;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.sinch.call.Timeouts;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Without a whole answer a call counts as not sent only if nothing was sent")
class SmsApiSilenceTest {
    private static final Timeouts SHORT = new Timeouts(Duration.ofMillis(300), Duration.ofMillis(500), Duration.ofSeconds(1));

    @Test
    void aClosedPort() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertNotSent("ConnectException", send(URI.create("http://127.0.0.1:" + free)));
    }

    @Test
    void noSuchHost() {
        assertNotSent("ConnectException", send(URI.create("http://no-such-host.invalid")));
    }

    @Test
    void aConnectionThatIsNeverTakenIsGivenUpAfterTheConnectTimeout() throws IOException {
        try (RawServer first = RawServer.saying("x")) {
            send(first.base());   // loads the classes, which is no part of what is timed
        }
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 2; i++) {
                waiting.add(new Socket(InetAddress.getLoopbackAddress(), full.getLocalPort()));
            }
            URI base = URI.create("http://127.0.0.1:" + full.getLocalPort());
            assertNotSent("HttpConnectTimeoutException", assertTimeout(Duration.ofSeconds(1), () -> send(base)));
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void tlsThatNeverComesAboutHasSentNothing() throws IOException {
        try (RawServer plain = RawServer.saying("x"); ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertInstanceOf(NotSent.class, send(URI.create("https://127.0.0.1:" + plain.base().getPort())));
            assertInstanceOf(NotSent.class, send(URI.create("https://127.0.0.1:" + mute.getLocalPort())));
        }
    }

    @Test
    void noAnswerAtAll() throws IOException {
        assertUnsure("HttpTimeoutException", socket -> Thread.sleep(3000));
    }

    @Test
    void closedBeforeAnAnswer() throws IOException {
        assertUnsure("IOException", Socket::close);
    }

    @Test
    void aKeptConnectionThatClosesUnderTheNextCallDoesNotMakeTheClientRepeatIt() throws IOException {
        RawServer.Answer once = socket -> {
            socket.getOutputStream().write("HTTP/1.1 201 Created\r\nContent-Length: 11\r\n\r\n{\"id\":\"B1\"}"
                .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().read(new byte[5000]);
        };
        try (RawServer sinch = new RawServer(once); SmsApi api = new SmsApi(sinch.base(), "plan-1", "token", SHORT)) {
            assertEquals(new Accepted("B1", null), api.send(SmsApiTest.BATCH));
            assertInstanceOf(Unsure.class, api.send(SmsApiTest.BATCH));
            assertEquals(1, sinch.requests().size(), "a repeated call would have come on a connection of its own");
        }
    }

    @Test
    void resetBeforeAnAnswer() throws IOException {
        assertUnsure("", socket -> {
            socket.setSoLinger(true, 0);
            socket.close();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 201 Created\r\nContent-Le", "SSH-2.0-x\r\n",
        "HTTP/1.1 201 Created\r\nContent-Length: -4\r\n\r\n"})
    void garbage(String bytes) throws IOException {
        assertUnsure("", socket -> socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void brokenOffInTheMiddleOfTheBody() throws IOException {
        assertEquals(new Unsure("answered-without-id:201"), after("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"id\":\"B1\""));
        assertEquals(new AccountRefused(400, "", ""), after("HTTP/1.1 400 Bad Request\r\nContent-Length: 100\r\n\r\n{\"code\":\"x\""),
            "without a readable code");
    }

    @Test
    void aBodyThatDripsIsBoundedByTheTotalTimeout() throws IOException {
        assertUnsure("no-answer-within:1", socket -> {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 201 Created\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 100; i++) {
                out.write(' ');
                out.flush();
                Thread.sleep(50);
            }
        });
    }

    @Test
    void closingEndsACallUnderWayAndTakesNoMore() throws Exception {
        try (RawServer mute = new RawServer(socket -> Thread.sleep(5000))) {
            SmsApi api = new SmsApi(mute.base(), "plan-1", "token", Timeouts.usual());
            CompletableFuture<SendOutcome> underWay = CompletableFuture.supplyAsync(() -> api.send(SmsApiTest.BATCH));
            while (mute.requests().isEmpty()) {
                Thread.sleep(10);
            }
            api.close();
            assertInstanceOf(Unsure.class, underWay.get(1, TimeUnit.SECONDS));
            assertEquals(new NotSent("closed"), api.send(SmsApiTest.BATCH));
            assertEquals(1, mute.requests().size());
        }
    }

    @Test
    void aThreadThatIsToldToStopSendsNothing() throws IOException {
        try (RawServer sinch = RawServer.answering(201, "", "{\"id\":\"B1\"}")) {
            Thread.currentThread().interrupt();
            assertEquals(new NotSent("stopping"), send(sinch.base()));
            assertTrue(Thread.interrupted(), "the interrupt flag is kept");
            assertEquals(List.of(), sinch.requests());
        }
    }

    private static SendOutcome after(String bytes) throws IOException {
        try (RawServer sinch = RawServer.saying(bytes)) {
            return send(sinch.base());
        }
    }

    private static void assertUnsure(String why, RawServer.Answer answer) throws IOException {
        try (RawServer sinch = new RawServer(answer)) {
            SendOutcome outcome = assertTimeout(Duration.ofSeconds(2), () -> send(sinch.base()));
            String said = assertInstanceOf(Unsure.class, outcome).why();
            assertTrue(said.startsWith(why), said);
            assertEquals(1, sinch.requests().size(), "one call");
        }
    }

    private static void assertNotSent(String why, SendOutcome outcome) {
        String said = assertInstanceOf(NotSent.class, outcome).why();
        assertTrue(said.startsWith(why), said);
    }

    private static SendOutcome send(URI base) {
        try (SmsApi api = new SmsApi(base, "plan-1", "token", SHORT)) {
            return api.send(SmsApiTest.BATCH);
        }
    }
}
