package dev.smsdesk.sandbox.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.sandbox.MagicNumber;
import dev.smsdesk.sandbox.SandboxServer;
import dev.smsdesk.sandbox.ShownText;
import dev.smsdesk.sinch.callback.Callback.Inbound;
import dev.smsdesk.sinch.callback.Callback.Reports;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The sandbox page plays Sinch and its phones, and keeps what was typed wrong in the form")
class SandboxPageTest {
    private final Map<String, Object> shown = new HashMap<>();
    private final Map<String, Object> answered = new HashMap<>();
    private SandboxServer sandbox;
    private SandboxPage page;

    @BeforeEach
    void open() throws IOException {
        sandbox = new SandboxServer(1, Clock.systemUTC());
        page = new SandboxPage(sandbox.sms, sandbox.conversation, sandbox.queue);
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void itListsTheMagicNumbers() throws Exception {
        page.doGet(request(Map.of()), response());
        assertEquals("/WEB-INF/jsp/sandbox.jsp", answered.get("forwarded"));
        assertEquals(MagicNumber.values().length, ((List<?>) shown.get("magicNumbers")).size());
        assertEquals(false, shown.get("sent"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void itShowsWhatPhonesShow() throws Exception {
        close();
        sandbox = new SandboxServer(1, Clock.fixed(Instant.parse("2026-11-29T12:00:00Z"), ZoneOffset.UTC));
        page = new SandboxPage(sandbox.sms, sandbox.conversation, sandbox.queue);
        sandbox.sms("POST", "batches", "{\"to\":[\"46701234567\"],\"from\":\"12345\",\"body\":\"Hej ${name}\",\"flash_message\":true,"
            + "\"parameters\":{\"name\":{\"default\":\"Anna\"}}}");
        page.doGet(request(Map.of()), response());
        ShownText text = ((List<ShownText>) shown.get("texts")).get(0);
        assertEquals(List.of("SMS API", "12345", "46701234567", "Hej Anna", "Queued"), List
            .of(text.channel(), text.from(), text.to(), text.text(), text.status()));
        assertTrue(text.flash());
    }

    @Test
    void anInboundTextIsPostedAndThePageComesBackByGet() throws Exception {
        page.doPost(request(Map.of("action", "inbound", "from", "+46701234567", "to", "12345", "text", "<script>", "family", "sms")),
            response());
        assertEquals(Map.of("status", 303, "Location", "/desk/sandbox?sent=1"), answered);
        assertEquals("<script>", assertInstanceOf(Inbound.class, sandbox.receiver.next().callback()).text());
    }

    @Test
    void aConversationReportIsPosted() throws Exception {
        page.doPost(request(Map.of("action", "report", "message", "M1", "recipient", "46701234567", "status", "READ", "reference", "")),
            response());
        assertEquals(303, answered.get("status"));
        Reports reports = assertInstanceOf(Reports.class, sandbox.receiver.next().callback());
        assertEquals("READ", reports.lines().get(0).status());
        assertNull(reports.reference());
    }

    @Test
    void whatIsMissingIsSaidAndNothingIsPosted() throws Exception {
        assertFault("Say who writes, and to which number.", Map.of("action", "inbound", "from", "+46701234567", "text", "hej"));
        assertFault("A text has at most 2000 characters.", Map.of("from", "+46701234567", "to", "12345", "text", "x".repeat(2001)));
        assertFault("Say which message, to whom, and what became of it.", Map
            .of("action", "report", "from", "+46701234567", "message", "M1"));
        assertFault("Ids and numbers have at most 128 characters, a status 64.",
                Map.of("action", "report", "from", "+46701234567", "message", "M".repeat(129), "recipient", "4670", "status", "READ"));
        assertNull(sandbox.receiver.nextWithin(Duration.ofMillis(200)));
    }

    private void assertFault(String sentence, Map<String, String> typed) throws Exception {
        page.doPost(request(typed), response());
        assertEquals(sentence, shown.get("fault"));
        assertEquals(422, answered.get("status"));
        assertEquals("+46701234567", ((Map<?, ?>) shown.get("typed")).get("from"));
    }

    private HttpServletRequest request(Map<String, String> parameters) {
        return proxy(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getParameter" -> parameters.get(arguments[0]);
            case "setAttribute" -> shown.put((String) arguments[0], arguments[1]);
            case "getContextPath" -> "/desk";
            case "setCharacterEncoding" -> null;
            case "getRequestDispatcher" -> dispatcher((String) arguments[0]);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private RequestDispatcher dispatcher(String path) {
        return proxy(RequestDispatcher.class, (proxy, method, arguments) -> answered.put("forwarded", path));
    }

    private HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "setStatus" -> answered.put("status", arguments[0]);
            case "setHeader" -> answered.put((String) arguments[0], arguments[1]);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    /** Only these few calls are made; a container proves the rest. */
    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            Object result = handler.invoke(proxy, method, arguments);
            return method.getReturnType() == void.class ? null : result;
        }));
    }
}
