package dev.smsdesk.pages.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.smsdesk.pages.PageServer;
import dev.smsdesk.pages.Stock;
import dev.smsdesk.pages.Visitor;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A rejected callback shows one cause and one fix, to viewers too, and does not help guessing")
class RefusalsPageTest {
    private final PageServer server = PageServer.running().emptied();
    private final Stock stock = new Stock(server);
    private final Visitor viewer = Visitor.loggedIn(server, "viewer");

    @Test
    void causeAndFix() {
        String id = stock.refusal("MISMATCH", "BODY_BOM", "put before the body", "signature");
        Document page = viewer.page("/refusals/" + id);
        assertEquals(List.of("A byte order mark (BOM) was put before the body on the way.",
            "Let the proxy or program on the way pass the bytes as they are, without a BOM."),
            page.select(".finding p").eachText());
    }

    @Test
    void whichOfUserAndPasswordFittedIsNotShownEvenWhereAnEarlierVersionNotedIt() {
        String id = stock.refusal("BASIC_REFUSED", "PASSWORD_WRONG", "the user fits, the password does not", "");
        for (String path : List.of("/refusals", "/refusals/" + id)) {
            assertFalse(viewer.get(path).body().contains("fits"), path);
        }
        assertEquals("Not signed, and the user or the password that came is not that of the settings.",
            viewer.page("/refusals/" + id).selectFirst(".finding p").text());
    }

    @Test
    void whatIsNotThereIs404() {
        assertEquals(404, viewer.get("/refusals/01JUNKNOWN0000000000000000").statusCode());
    }
}
