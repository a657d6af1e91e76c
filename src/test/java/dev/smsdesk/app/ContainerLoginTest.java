package dev.smsdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.realm.MemoryRealm;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SMSDESK_LOGIN=container leaves the login to the container, but not callbacks and API")
class ContainerLoginTest {
    private static final String KEY = "key-of-the-container-login-0123456789";
    private static final String SINCH = basic("sinch", "password-of-the-callbacks");
    private static final String ADMIN = basic("admin", "pw-admin");

    @Test
    void whereNoneIsConfiguredPagesSayWhichSettingItIs() throws InterruptedException {
        try (DeskServer desk = desk("none", context -> { })) {
            for (String path : new String[] {"/", "/batches", "/send"}) {
                HttpResponse<String> answer = desk.get(path);
                assertEquals(503, answer.statusCode());
                assertEquals("SMSDESK_LOGIN=container leaves the login to this server, and this server has no login configured for SMS "
                    + "Desk. Configure one, or remove the "
                    + "setting.", Jsoup.parse(answer.body()).selectFirst("h1 + p").text());
            }
            othersWork(desk);
        }
    }

    @Test
    void itsOwnLoginOpensThePages() throws InterruptedException {
        try (DeskServer desk = desk("basic", ContainerLoginTest::withBasic)) {
            HttpResponse<String> asked = desk.get("/batches");
            assertEquals(401, asked.statusCode());
            assertTrue(asked.headers().firstValue("WWW-Authenticate").orElseThrow().startsWith("Basic "));
            assertTrue(asked.headers().allValues("Set-Cookie").isEmpty());
            assertEquals(401, desk.getAs(basic("admin", "wrong"), "/batches").statusCode());
            HttpResponse<String> answer = desk.getAs(ADMIN, "/");
            assertEquals(200, answer.statusCode());
            Document home = Jsoup.parse(answer.body());
            assertEquals("Last 24 hours", home.selectFirst("h1").text());
            assertEquals("admin", home.selectFirst("form.who span").text());
            assertEquals("Not allowed", Jsoup.parse(desk.getAs(basic("viewer", "pw-viewer"), "/keys").body()).selectFirst("h1").text());
            othersWork(desk);
        }
    }

    @Test
    void whatWasTypedStandsInTheFormAgainAndTheContainerKeepsNoPost() throws InterruptedException {
        try (DeskServer desk = desk("typed", ContainerLoginTest::withBasic)) {
            HttpResponse<String> ended = desk.postForm("/send", "do=send&key=k&from=A&to=%2B46701234567&text=Hello", "").join();
            assertEquals(401, ended.statusCode());
            assertTrue(ended.headers().allValues("Set-Cookie").isEmpty());
            Document page = Jsoup.parse(ended.body());
            assertEquals("Your session has ended", page.selectFirst("h1").text());
            assertEquals("Hello", page.selectFirst("input[type=hidden][name=text]").val());
            assertNotNull(page.selectFirst("a[href=/sms-desk/]"));
            String cookies = String.join("; ", desk.getAs(ADMIN, "/").headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';'))).toList());
            HttpResponse<String> again = desk.postForm("/login", "next=%2Fsend&key=k&from=A&to=%2B46701234567&text=Hello", cookies).join();
            assertEquals(200, again.statusCode(), again.body());
            assertEquals("Hello", Jsoup.parse(again.body()).selectFirst("textarea#text").text());
        }
    }

    private static void othersWork(DeskServer desk) {
        assertEquals(200, desk.postAs(SINCH, "/api/callbacks/sms",
            "{\"type\":\"mo_text\",\"id\":\"C\",\"from\":\"46701230001\",\"to\":\"1\",\"body\":\"x\"}").statusCode());
        assertEquals(401, desk.postAs(basic("sinch", "another-password-1234"), "/api/callbacks/sms", "{}").statusCode());
        assertEquals(200, desk.getAs("Bearer " + KEY, "/api/callbacks?family=sms").statusCode());
        assertEquals(200, desk.get("/health/ready").statusCode());
    }

    private static DeskServer desk(String name, Consumer<Context> operator) throws InterruptedException {
        Map<String, String> settings = new HashMap<>(Map.of("SMSDESK_DB_URL", "jdbc:h2:mem:login-" + name
            + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE", "SMSDESK_DB_USER", "sa",
            "SMSDESK_LOGIN", "container", "SMSDESK_API_KEY", KEY, "SMSDESK_SMS_BASIC_USER", "sinch", "SMSDESK_SMS_BASIC_PASSWORD",
            "password-of-the-callbacks"));
        DeskServer desk = new DeskServer(settings, operator);
        assertTrue(desk.comesTo(200, "/health/ready"));
        return desk;
    }

    private static void withBasic(Context context) {
        MemoryRealm realm = new MemoryRealm();
        realm.setPathname(java.nio.file.Path.of("src/test/container/conf/tomcat-users.xml").toAbsolutePath().toString());
        context.setRealm(realm);
        context.setLoginConfig(new LoginConfig("BASIC", "SMS Desk", null, null));
        context.getPipeline().addValve(new BasicAuthenticator());
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
