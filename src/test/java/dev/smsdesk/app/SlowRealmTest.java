package dev.smsdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.catalina.realm.RealmBase;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A slow realm holds at most eight threads, and no callback")
@Tag("slow")
class SlowRealmTest {
    private static final String SECRET = "secret-of-the-slow-realm";
    private static final Map<String, String> SETTINGS = Map.of("SMSDESK_DB_URL", "jdbc:h2:mem:slowrealm;MODE=MySQL;DATABASE_TO_LOWER=TRUE",
        "SMSDESK_DB_USER", "sa", "SINCH_WEBHOOK_SECRET", SECRET);
    private static final String LOGIN = "j_username=ann&j_password=right";

    /** Slow once it is told to be. */
    private static final class Realm extends RealmBase {
        private final AtomicInteger asked = new AtomicInteger();
        private volatile CountDownLatch answer = new CountDownLatch(0);

        @Override
        public Principal authenticate(String name, String password) {
            asked.incrementAndGet();
            try {
                answer.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return password.equals("right") ? new GenericPrincipal(name, List.of("sms-viewer")) : null;
        }

        @Override
        protected String getPassword(String name) {
            return null;
        }

        @Override
        protected Principal getPrincipal(String name) {
            return null;
        }
    }

    @Test
    void fortyLoginsAtOnce() throws InterruptedException {
        Realm realm = new Realm();
        try (DeskServer desk = new DeskServer(SETTINGS, context -> context.setRealm(realm))) {
            assertTrue(desk.comesTo(200, "/health/ready"));
            String known = cookie(desk.postForm("/login", LOGIN, "").join());
            assertEquals(401, desk.postForm("/login", "", "").join().statusCode());   // the page is compiled
            callback(desk, -1);
            realm.asked.set(0);
            realm.answer = new CountDownLatch(1);
            List<CompletableFuture<HttpResponse<String>>> strangers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                strangers.add(desk.postForm("/login", LOGIN, ""));
            }
            long end = System.nanoTime() + 20_000_000_000L;
            while (strangers.stream().filter(CompletableFuture::isDone).count() < 34 && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            List<CompletableFuture<HttpResponse<String>>> persons = List.of(desk.postForm("/login", LOGIN, known),
                desk.postForm("/login", LOGIN, known));
            for (int i = 0; i < 5; i++) {
                callback(desk, i);
            }
            assertEquals(8, realm.asked.get(), "six strangers and two known browsers");
            assertEquals(34, strangers.stream().filter(CompletableFuture::isDone).count());
            realm.answer.countDown();
            persons.forEach(person -> assertEquals(303, person.join().statusCode()));
            assertEquals(6, strangers.stream().filter(login -> login.join().statusCode() == 303).count());
            strangers.stream().map(CompletableFuture::join).filter(answer -> answer.statusCode() != 303).forEach(answer -> {
                assertEquals(503, answer.statusCode());
                assertEquals("2", answer.headers().firstValue("Retry-After").orElseThrow());
                assertEquals("Too many people log in at this moment. Try again in 2 seconds.",
                    Jsoup.parse(answer.body()).selectFirst("[role=alert]").text());
            });
        }
    }

    private static void callback(DeskServer desk, int number) {
        long began = System.nanoTime();
        String body = "{\"type\":\"mo_text\",\"id\":\"SLOWREALM" + number + "\",\"from\":\"46701230001\",\"to\":\"1\",\"body\":\"x\"}";
        assertEquals(200, desk.postSigned("/api/callbacks/sms", body, SECRET).statusCode());
        long millis = (System.nanoTime() - began) / 1_000_000;
        assertTrue(number < 0 || millis < 1_000, "a callback took " + millis + " ms");
    }

    /** The mark of a browser that has logged in. */
    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream().filter(cookie -> cookie.startsWith("smsdesk_browser="))
            .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
            .findFirst().orElseThrow();
    }
}
