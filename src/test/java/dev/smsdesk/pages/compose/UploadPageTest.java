package dev.smsdesk.pages.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.pages.PageServer;
import dev.smsdesk.pages.Visitor;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A file with recipients is uploaded on a page, its errors are shown, and only what is confirmed is sent")
class UploadPageTest {
    private static final String LIST =
        "Name;Phone\nAnn;+46701234567\n<script>alert(1)</script>;12\n"
        + "=cmd();0046701234567\nBo;+46701234568\n";
    private final PageServer server = PageServer.running().emptied();
    private final Visitor sender = Visitor.loggedIn(server, "sender");

    private String uploaded(String csv) {
        HttpResponse<String> answer = sender.upload("/send/upload", "my <list>.csv", csv);
        assertEquals(303, answer.statusCode(), answer.body());
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^/[^/]*(?=/send)", "");
    }

    @Test
    void theSendPageLeadsToTheFormWithTheFile() {
        assertNotNull(sender.page("/send").selectFirst("a[href$=/send/upload]"));
        assertNotNull(sender.page("/send/upload").selectFirst("form[enctype=multipart/form-data] input[type=file]"));
    }

    @Test
    void whileItIsReadThePageRefreshes() {
        Document page = sender.page(uploaded(LIST));
        assertEquals("2", page.selectFirst("meta[http-equiv=refresh]").attr("content"));
        assertEquals("my <list>.csv", page.selectFirst("h1").text());
        assertNotNull(page.selectFirst("progress"));
    }

    @Test
    void columnsFirstRowsAndErrorsAreShownInert() {
        String path = uploaded(LIST);
        server.runUploadJobs();
        Document page = sender.page(path);
        assertNull(page.selectFirst("meta[http-equiv=refresh]"));
        assertTrue(page.text().contains("2 of 4 rows can be sent to. See the 2 errors"), page.text());
        assertEquals(List.of("Line", "Name", "Phone"), page.select("table").get(0).select("thead th").eachText());
        assertEquals("2 Ann +46701234567", page.select("table").get(0).select("tbody tr").get(0).text());
        assertEquals("Phone", page.selectFirst("#number_column option[selected]").val());
        assertEquals("UTF-8", page.selectFirst("#encoding option[selected]").val());
        assertEquals(";", page.selectFirst("#separator option[selected]").val());
        assertEquals(List.of("3 Phone 12 Write the number with + and its country code, such as +46701234567.",
            "4 Phone 0046701234567 The same number is in line 2; that row counts. Remove this one."),
            page.select("table").get(1).select("tbody tr").eachText());
        assertNull(page.selectFirst("main script"));
        assertEquals("Leave them out and continue (2)", page.selectFirst("button[name=good_only]").text());
    }

    @Test
    void theRowsWithErrorsCanBeDownloadedAndNoValueIsAFormula() {
        String path = uploaded(LIST);
        server.runUploadJobs();
        HttpResponse<String> csv = sender.get(path + "/errors.csv");
        assertTrue(csv.headers().firstValue("Content-Disposition").orElse("").startsWith("attachment"));
        List<String> lines = csv.body().lines().toList();
        assertEquals("\uFEFFName;Phone;Line;Error", lines.get(0));
        assertEquals("<script>alert(1)</script>;12;3;Write the number with + and its country code, such as +46701234567.", lines.get(1));
        assertTrue(lines.get(2).startsWith("'=cmd();0046701234567;4;"), lines.get(2));
    }

    @Test
    void whatIsLeftOverIsCheckedAndSentOnlyWhenConfirmed() {
        String path = uploaded(LIST);
        server.runUploadJobs();
        String key = sender.page(path).selectFirst("[name=key]").val();
        Map<String, String> form = Map.of("from", "MyShop", "text", "Hello", "name", "Autumn", "key", key, "via", "", "good_only", "true");
        HttpResponse<String> answer = sender.post(path, form);
        assertEquals(303, answer.statusCode(), answer.body());
        assertEquals(answer.headers().firstValue("Location"), sender.post(path, form).headers().firstValue("Location"), "once");
        String check = answer.headers().firstValue("Location").orElseThrow().replaceFirst("^/[^/]*(?=/send)", "");
        assertTrue(sender.post(check, Map.of("version", "0"), 409).text().contains("still being copied"));
        server.runUploadJobs();
        Document page = sender.page(check);
        assertEquals("2 recipients", page.selectFirst("#to").text());
        assertTrue(page.selectFirst("a:contains(Change)").attr("href").endsWith(path));
        assertEquals("DRAFT", server.database.text("select status from batch"));
        assertEquals(303, sender.post(check, Map.of("version", "0")).statusCode());
        assertEquals("SENDING", server.database.text("select status from batch"));
        assertEquals(2, server.count("recipient"));
    }

    @Test
    void withoutSayingSoNoRowIsLeftOut() {
        String path = uploaded(LIST);
        server.runUploadJobs();
        Document page = sender.post(path, Map.of("from", "MyShop", "text", "Hello", "name", "", "key", "k", "via", "", "do", "check"), 422);
        assertTrue(page.selectFirst("[role=alert]").text().startsWith("Nothing was sent. 2 of 4 rows cannot be sent to."));
        assertEquals("Hello", Visitor.typed(page, "text"));
        assertEquals(0, server.count("batch"));
    }

    @Test
    void anotherColumnIsReadAgain() {
        String path = uploaded("a,b\n+46701234567,+46702345678\n");
        server.runUploadJobs();
        assertEquals(303, sender.post(path, Map.of("do", "read", "number_column", "b", "encoding", "UTF-8", "separator",
            ",")).statusCode());
        server.runUploadJobs();
        assertEquals("b", sender.page(path).selectFirst("#number_column option[selected]").val());
    }

    @Test
    void aFileThatCannotBeReadSaysWhyAndNoFileIsAnError() {
        String path = uploaded("phone\n\"+46701234567\n");
        server.runUploadJobs();
        assertTrue(sender.page(path).selectFirst("[role=alert]").text()
            .contains("A quotation mark in the row that begins in line 2 is never closed."));
        HttpResponse<String> none = sender.upload("/send/upload", "", "");
        assertEquals(422, none.statusCode());
        assertTrue(none.body().contains("Choose a file with recipients."));
        HttpResponse<String> noForm = sender.post("/send/upload", Map.of("file", "x"));
        assertEquals(422, noForm.statusCode());
    }

    @Test
    void aViewerMayNotUpload() {
        HttpResponse<String> answer = Visitor.loggedIn(server, "viewer").upload("/send/upload", "a.csv", LIST);
        assertEquals(403, answer.statusCode());
        assertEquals(0, server.count("upload_chunk"));
    }
}
