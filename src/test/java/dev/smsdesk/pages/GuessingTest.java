package dev.smsdesk.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
@DisplayName("Password guesses are slowed, and do not lock out the person who knows the password")
class GuessingTest {
    private static final int FIRST = 1_000_000;
    private static int used = FIRST;
    private final PageServer server = PageServer.running().emptied();
    /** Of this test alone: tables of addresses outlive it. */
    private final int address = used += 1_000;

    @Test
    void theEleventhGuessFromAnAddressWaits() {
        Visitor guesser = Visitor.anonymous(server).at(address);
        for (int i = 0; i < 10; i++) {
            assertEquals(401, guesser.logIn("user-" + i, "wrong").statusCode());
        }
        slowed(guesser.logIn("user-10", "wrong"), 6);
        slowed(guesser.logIn("viewer", "pw-viewer"), 6);
        server.clock.pass(Duration.ofSeconds(6));
        assertEquals(303, guesser.logIn("viewer", "pw-viewer").statusCode());
    }

    @Test
    void whatWasTypedIsInThatAnswerToo() {
        Visitor guesser = Visitor.anonymous(server).at(address);
        IntStream.range(0, 10).forEach(i -> guesser.logIn("user-" + i, "wrong"));
        HttpResponse<String> answer = guesser.post("/login",
            Map.of("j_username", "x", "j_password", "y", "next", "/send", "text", "Hello"));
        assertEquals(429, answer.statusCode());
        assertEquals("Hello", Jsoup.parse(answer.body()).selectFirst("input[type=hidden][name=text]").val());
    }

    @Test
    void aUserWhosePasswordIsGuessedHasThreeTriesFromEachAddress() {
        guessAt("guessed", 3, 10);
        Visitor another = Visitor.anonymous(server).at(address + 500);
        for (int i = 0; i < 3; i++) {
            assertEquals(401, another.logIn("guessed", "wrong").statusCode());
        }
        slowed(another.logIn(" GUESSED", "wrong"), 30);
        assertEquals(401, another.logIn("another-name", "wrong").statusCode());
    }

    @Test
    void thePersonIsLetInMeanwhileFromAFreshBrowser() {
        Visitor guesser = guessAt("admin", 50, 20);
        assertEquals(429, guesser.logIn("admin", "wrong").statusCode());
        assertEquals(303, Visitor.anonymous(server).at(address + 500).logIn("admin", "pw-admin").statusCode());
    }

    @Test
    void soIsABrowserThatLoggedInBeforeEvenFromTheGuessersAddress() {
        Visitor person = Visitor.loggedIn(server, "admin");
        person.post("/logout", Map.of());
        Visitor guesser = guessAt("admin", 1, 300);
        assertEquals(429, guesser.logIn("admin", "pw-admin").statusCode(), "no other browser is, there");
        assertEquals(303, person.at(address).logIn("admin", "pw-admin").statusCode());
    }

    @Test
    void soIsTheAddressOfAnEarlierLogin() {
        Visitor.anonymous(server).at(address).logIn("admin", "pw-admin");
        Visitor neighbour = Visitor.anonymous(server).at(address);
        IntStream.range(0, 20).forEach(i -> neighbour.logIn("viewer", "wrong"));
        assertEquals(429, neighbour.logIn("viewer", "pw-viewer").statusCode());
        assertEquals(303, Visitor.anonymous(server).at(address).logIn("admin", "pw-admin").statusCode());
    }

    @Test
    void aKnownBrowserHasNoMoreThanItsAllowanceAndIsKnownForItsOwnUserAlone() {
        Visitor person = Visitor.loggedIn(server, "viewer").at(address);
        person.post("/logout", Map.of());
        // its own ten and the address's
        IntStream.range(0, 20).forEach(i -> assertEquals(401, person.logIn("viewer", "wrong").statusCode()));
        slowed(person.logIn("viewer", "wrong"), 6);
        slowed(person.logIn("admin", "wrong"), 6);
    }

    @Test
    void aMarkThatWeDidNotMakeIsNone() {
        guessAt("admin", 1, 20);
        Visitor forger = Visitor.anonymous(server).at(address);
        for (String mark : new String[] {"x", "AAAAAAAAAAAAAAAAAAAAAA.1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAAAAAAA.999999999999.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
            assertEquals(429, forger.send(forger.form("/login", Map.of("j_username", "admin", "j_password", "pw-admin"))
                .header("Sec-Fetch-Site", "same-origin")
                .header("Cookie", "smsdesk_browser=" + mark).build()).statusCode(), mark);
        }
    }

    @Test
    void logInsThatWorkAreNotCounted() {
        for (int i = 0; i < 30; i++) {
            assertEquals(303, Visitor.anonymous(server).at(address).logIn("viewer", "pw-viewer").statusCode());
        }
    }

    @Test
    void anEmptyPasswordAsksNoRealm() {
        for (int i = 0; i < 30; i++) {
            assertEquals(401, Visitor.anonymous(server).at(address).logIn("viewer", "").statusCode());
        }
        assertEquals(0, server.count("audit_entry where what = 'login failed'"));
    }

    private Visitor guessAt(String user, int addresses, int times) {
        Visitor guesser = Visitor.anonymous(server);
        for (int i = 0; i < times; i++) {
            for (int n = 0; n < addresses; n++) {
                guesser.at(address + n).logIn(user, "wrong");
            }
        }
        return guesser.at(address);
    }

    private static void slowed(HttpResponse<String> answer, int seconds) {
        assertEquals(429, answer.statusCode());
        long wait = Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow());
        assertTrue(wait >= 1 && wait <= seconds, "wait " + wait);
        assertEquals("Too many logins were tried. Try again in " + wait + (wait == 1 ? " second." : " seconds."),
            Jsoup.parse(answer.body()).selectFirst("[role=alert]").text());
    }
}
