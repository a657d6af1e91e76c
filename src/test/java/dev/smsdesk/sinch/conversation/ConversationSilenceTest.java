package dev.smsdesk.sinch.conversation;

import static dev.smsdesk.sinch.conversation.ConversationServer.MESSAGE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.sinch.call.RawServer;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.NotSent;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.sinch.call.Timeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A call counts as not sent only if no byte of it was sent")
class ConversationSilenceTest {
    private static final Timeouts SHORT = new Timeouts(Duration.ofMillis(1500), Duration.ofMillis(1500), Duration.ofSeconds(6));
    private ConversationServer tokens;

    @BeforeEach
    void start() throws IOException {
        tokens = new ConversationServer();
    }

    @AfterEach
    void stop() {
        tokens.close();
    }

    @Test
    void noListenerNoSuchHostAndNoTls() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertInstanceOf(NotSent.class, send(URI.create("http://127.0.0.1:" + free)));
        assertInstanceOf(NotSent.class, send(URI.create("http://no-such-host.invalid")));
        try (RawServer plain = RawServer.saying("x")) {
            assertInstanceOf(NotSent.class, send(URI.create("https://127.0.0.1:" + plain.base().getPort())));
        }
    }

    @Test
    void noAnswerClosedAndReset() throws IOException {
        assertUnsure("HttpTimeoutException", socket -> Thread.sleep(3000));
        assertUnsure("IOException", Socket::close);
        assertUnsure("", socket -> {
            socket.setSoLinger(true, 0);
            socket.close();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Le", "SSH-2.0-x\r\n"})
    void garbage(String bytes) throws IOException {
        assertUnsure("", socket -> socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void anAnswerThatBreaksOff() throws IOException {
        try (RawServer sinch = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"message_id\":\"M1\"")) {
            assertEquals(new Unsure("answered-without-id:200"), send(sinch.base()));
        }
    }

    @Test
    void aKeptConnectionThatClosesUnderTheNextCallDoesNotMakeTheClientRepeatIt() throws IOException {
        RawServer.Answer once = socket -> {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\n{\"message_id\":\"M1\"}"
                .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().read(new byte[5000]);
        };
        try (RawServer sinch = new RawServer(once); ConversationApi api = api(sinch.base())) {
            assertEquals(new Accepted("M1", null), api.send(MESSAGE));
            assertInstanceOf(Unsure.class, api.send(MESSAGE));
            assertEquals(1, sinch.requests().size(), "a repeated call would have come on a connection of its own");
        }
    }

    private void assertUnsure(String begin, RawServer.Answer answer) throws IOException {
        try (RawServer sinch = new RawServer(answer)) {
            String why = assertInstanceOf(Unsure.class, send(sinch.base())).why();
            assertTrue(why.startsWith(begin), why);
            assertEquals(1, sinch.requests().size());
        }
    }

    private SendOutcome send(URI base) {
        try (ConversationApi api = api(base)) {
            return api.send(MESSAGE);
        }
    }

    private ConversationApi api(URI base) {
        return ConversationServer.api(base, tokens.base(), Clock.systemUTC(), false, SHORT);
    }
}
