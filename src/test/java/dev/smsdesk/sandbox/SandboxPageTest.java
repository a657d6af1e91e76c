package dev.smsdesk.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

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
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("On the sandbox page one plays Sinch's people, and what was typed wrong is still there")
class SandboxPageTest {
    private final Map<String, Object> shown = new HashMap<>();
    private final Map<String, Object> answered = new HashMap<>();
    private Receiver receiver;
    private Sandbox sandbox;
    private SandboxPage page;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver(n -> 200);
        sandbox = new Sandbox(new SandboxSettings(receiver.self(), Receiver::secret, "token", "plan", 1), Clock.systemUTC(), new HeapStore());
        page = new SandboxPage(sandbox);
    }

    @AfterEach
    void close() {
        sandbox.close();
        receiver.close();
    }

    @Test
    void itListsTheMagicNumbers() throws Exception {
        page.doGet(request(Map.of()), response());
        assertEquals("/WEB-INF/jsp/sandbox.jsp", answered.get("forwarded"));
        assertEquals(MagicNumber.values().length, ((MagicNumber[]) shown.get("magicNumbers")).length);
        assertEquals(false, shown.get("sent"));
    }

    @Test
    void anInboundTextIsPostedAndThePageComesBackByGet() throws Exception {
        page.doPost(request(Map.of("action", "inbound", "from", "+46701234567", "to", "12345", "text", "<script>", "family", "sms")), response());
        assertEquals(Map.of("status", 303, "Location", "/desk/sandbox?sent=1"), answered);
        assertEquals("<script>", assertInstanceOf(Inbound.class, receiver.next().callback()).text());
    }

    @Test
    void aConversationReportIsPosted() throws Exception {
        page.doPost(request(Map.of("action", "report", "message", "M1", "recipient", "46701234567", "status", "READ", "reference", "")), response());
        assertEquals(303, answered.get("status"));
        Reports reports = assertInstanceOf(Reports.class, receiver.next().callback());
        assertEquals("READ", reports.lines().get(0).status());
        assertNull(reports.reference());
    }

    @Test
    void whatIsMissingIsSaidAndNothingIsPosted() throws Exception {
        assertFault("Say who writes, and to which number.", Map.of("action", "inbound", "from", "+46701234567", "text", "hej"));
        assertFault("A text has at most 2000 characters.", Map.of("from", "+46701234567", "to", "12345", "text", "x".repeat(2001)));
        assertFault("Say which message, to whom, and what became of it.", Map.of("action", "report", "from", "+46701234567", "message", "M1"));
        assertFault("Ids and numbers have at most 128 characters, a status 64.",
                Map.of("action", "report", "from", "+46701234567", "message", "M".repeat(129), "recipient", "4670", "status", "READ"));
        assertNull(receiver.nextWithin(Duration.ofMillis(200)));
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
