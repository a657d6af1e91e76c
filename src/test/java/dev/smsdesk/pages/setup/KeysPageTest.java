package dev.smsdesk.pages.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.access.Role;
import dev.smsdesk.pages.PageServer;
import dev.smsdesk.pages.Visitor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A key is shown once, to the admin who made it")
class KeysPageTest {
    private final PageServer server = PageServer.running().emptied();
    private final Visitor admin = Visitor.loggedIn(server, "admin");

    @Test
    void theNewKeyStandsOnThePageThatFollowsAndNeverAgain() {
        assertEquals(303, admin.post("/keys", Map.of("name", "Order system", "role", "SENDER")).statusCode());
        String key = admin.page("/keys").selectFirst("pre.copy code").text();
        assertEquals(Role.SENDER, server.keys.find(key).orElseThrow().role());
        assertFalse(admin.get("/keys").body().contains(key));
        assertEquals(List.of("Order system"), server.keys.all().stream().map(k -> k.name()).toList());
    }

    @Test
    void aDoubleClickMakesOneKeyAndShowsIt() {
        Map<String, String> form = Map.of("key", admin.page("/keys").selectFirst("input[name=key]").val(), "name", "Order system", "role",
            "SENDER");
        List<CompletableFuture<Integer>> clicks = IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> admin.post("/keys", form).statusCode())).toList();
        assertEquals(List.of(303, 303, 303, 303), clicks.stream().map(CompletableFuture::join).toList());
        assertEquals(1, server.count("api_key"));
        assertEquals(Role.SENDER, server.keys.find(admin.page("/keys").selectFirst("pre.copy code").text()).orElseThrow().role());
        admin.post("/keys", form, 303);
        assertEquals(1, server.count("api_key"), "going back and posting the same form again makes none");
        admin.post("/keys", Map.of("key", admin.page("/keys").selectFirst("input[name=key]").val(), "name", "Order system", "role",
            "SENDER"), 303);
        assertEquals(2, server.count("api_key"), "another form makes another key");
    }

    @Test
    void aRevokedKeyStaysInTheListAndOpensNothing() {
        String key = server.keys.create("Order system", Role.SENDER, "admin");
        String id = server.keys.all().get(0).id();
        assertEquals(303, admin.post("/keys", Map.of("revoke", id)).statusCode());
        Document page = admin.page("/keys");
        assertTrue(page.selectFirst("tbody tr").text().contains("Revoked 20"));
        assertEquals(0, page.select("button[name=revoke]").size());
        assertEquals(Optional.empty(), server.keys.find(key));
    }

    @Test
    void aKeyNeedsAName() {
        for (String name : List.of("", "  ", "x".repeat(101), "two\r\nlines")) {
            Document page = admin.post("/keys", Map.of("name", name, "role", "ADMIN"), 422);
            assertTrue(page.selectFirst("[role=alert]").text().startsWith("No key was made."), name);
            assertEquals("true", page.selectFirst("#name").attr("aria-invalid"));
        }
        assertEquals(0, server.count("api_key"));
    }

    @Test
    void aRoleThatDoesNotExistBecomesTheSmallest() {
        admin.post("/keys", Map.of("name", "Order system", "role", "ROOT"), 303);
        assertEquals(Role.VIEWER, server.keys.all().get(0).role());
    }
}
