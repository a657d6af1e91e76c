package dev.smsdesk.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Another site, or a program without a session, changes nothing")
class CrossSiteTest {
    private static final Map<String, String> ORDER = Map.of("do", "send", "key", "k1", "from", "+46700000000", "to", "+46701234567", "text",
        "Hello");
    private final PageServer server = PageServer.running().emptied();
    private final Visitor sender = Visitor.loggedIn(server, "sender");

    @Test
    void aFormOfAnotherSiteIsRefused() {
        assertEquals(403, sender.send(sender.form("/send", ORDER).header("Sec-Fetch-Site", "cross-site").build()).statusCode());
        assertEquals(403, sender.send(sender.form("/send", ORDER).header("Sec-Fetch-Site", "same-site").build()).statusCode());
        assertEquals(403, sender.send(sender.form("/send", ORDER).header("Origin", "https://evil.example").build()).statusCode());
        assertEquals(0, server.count("batch"));
    }

    @Test
    void aRequestThatDoesNotSayWhereItComesFromIsRefused() {
        assertEquals(403, sender.send(sender.form("/send", ORDER).build()).statusCode());
        assertEquals(0, server.count("batch"));
    }

    @Test
    void aBrowserThatOnlySendsOriginIsServed() {
        String origin = server.address().replace("/sms-desk", "");
        assertEquals(303, sender.send(sender.form("/send", ORDER).header("Origin", origin).build()).statusCode());
        assertEquals(1, server.count("batch"));
    }

    @ParameterizedTest
    @CsvSource({"/secrets, enter", "/secrets, open", "/replay, start", "/doctor, x", "/keys, x", "/connection, pause"})
    void anAdminsBrowserDoesNothingForAnotherSite(String path, String verb) {
        Visitor admin = Visitor.loggedIn(server, "admin");
        String before = server.database.everything();
        Map<String, String> fields = Map.of("do", verb, "family", "SMS", "slot", "NEXT", "secret", "theirs", "hours", "24", "name",
            "theirs", "role", "ADMIN", "reason", "theirs");
        for (String site : List.of("cross-site", "same-site")) {
            assertEquals(403, admin.send(admin.form(path, fields).header("Sec-Fetch-Site", site).build()).statusCode());
        }
        assertEquals(before, server.database.everything());
    }

    @Test
    void whatIsRefusedIsNotAboutTheSession() {
        sender.send(sender.form("/logout", Map.of()).header("Sec-Fetch-Site", "cross-site").build());
        assertEquals(200, sender.get("/batches").statusCode());
    }

    @Test
    void readingNeverChangesAnything() {
        String query = "do=send&key=k1&from=%2B46700000000&to=%2B46701234567&text=Hello&name=x&role=ADMIN&revoke=x&reason=x";
        Visitor admin = Visitor.loggedIn(server, "admin");
        for (String path : new String[] {"/send", "/keys", "/connection"}) {
            assertEquals(200, admin.get(path + "?" + query).statusCode());
        }
        assertEquals(0, server.count("batch") + server.count("api_key") + server.count("sending_hold"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/batches", "/batches/X", "/send", "/inbound", "/callbacks", "/callbacks/X", "/refusals", "/refusals/X",
        "/keys", "/connection",
        "/secrets", "/replay", "/doctor", "/orphans", "/never-came", "/callback-health", "/sandbox", "/logout", "/assets/smsdesk.css",
        "/webjars/picocss__pico/2.1.1/css/pico.min.css", "/api/callback/sms", "/api/callbacks/sm",
        "/callbacks/sms", "/callback", "/sms", "/API/callbacks/sms", "/api2", "/webhook", "/batches/../callbacks", "/index.jsp",
        "/WEB-INF/jsp/send.jsp"})
    void jsonPostedToAnyOtherPathIsNeverASuccess(String path) {
        Visitor program = Visitor.anonymous(server);
        HttpRequest.Builder json = program.request(path)
            .header("Content-Type", "application/json").POST(BodyPublishers.ofString("{\"type\":\"mo_text\"}"));
        HttpResponse<String> answer = program.send(json.build());
        assertEquals(4, answer.statusCode() / 100, path);
        assertFalse(answer.headers().firstValue("Set-Cookie").isPresent(), path);
    }
}
