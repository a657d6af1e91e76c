package dev.smsdesk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.docs.Document;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only address, key, token and secret are those of this server; each page is one shell, from its first block to its last. */
@DisplayName("The bash commands of README and docs work unchanged and print what the documents show")
class DocumentCommandsIT extends ContainerTest {
    private static final String BETWEEN = "=== next block ===";
    private static final long PATIENCE = 60;
    @TempDir
    Path folder;

    @BeforeEach
    void thePrograms() {
        for (String program : List.of("bash", "curl", "jq", "openssl")) {
            Assumptions.assumeTrue(Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
                "no " + program + " on this machine");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/http-api.md", "docs/operate.md", "docs/sandbox.md"})
    void run(String page) throws IOException, InterruptedException {
        List<Document.Block> commands = Document.of(page).blocks().stream().filter(block -> block.language().equals("bash")).toList();
        List<String> answers = answers(page, commands);
        for (int i = 0; i < commands.size(); i++) {
            assertNotEquals("", answers.get(i).strip(), page + ":" + commands.get(i).line() + " says nothing");
            showsWhatThePageShows(page, answers.get(i), shownAfter(Document.of(page), commands.get(i)));
        }
    }

    @Test
    void noOtherPageHasCommandsThatAreRun() {
        assertEquals(List.of("README.md", "docs/http-api.md", "docs/operate.md", "docs/sandbox.md"), Document.all().stream()
            .filter(page -> page.blocks().stream().anyMatch(block -> block.language().equals("bash"))).map(Document::toString).toList());
    }

    /** What each block writes; curl fails where the status is an error's that the page does not show. */
    private List<String> answers(String page, List<Document.Block> commands) throws IOException, InterruptedException {
        List<String> script = new ArrayList<>(List.of("set -euo pipefail", "curl() { command curl ${errors} --max-time 20 -sS \"$@\"; }",
            "desk=" + Desk.ADDRESS, "key=" + System.getProperty("SMSDESK_API_KEY"),
            "token=" + System.getProperty("SMSDESK_METRICS_TOKEN"), "secret=" + System.getProperty("SMSDESK_SANDBOX_TOKEN")));
        for (Document.Block block : commands) {
            script.add(shownAfter(Document.of(page), block).text().startsWith("HTTP/1.1 4") ? "errors=" : "errors=--fail-with-body");
            block.lines().stream().filter(line -> !line.startsWith("desk="))
                .map(line -> line.replace("only-for-trying-out", System.getProperty("SINCH_WEBHOOK_SECRET")))
                .forEach(script::add);
            script.add("echo; echo '" + BETWEEN + "'");
        }
        Path file = Files.write(folder.resolve("commands.sh"), script);
        Path out = folder.resolve("out");
        Process bash = new ProcessBuilder("bash", file.toString()).redirectErrorStream(true).redirectOutput(out.toFile()).start();
        if (!bash.waitFor(PATIENCE, TimeUnit.SECONDS)) {
            bash.destroyForcibly();
        }
        String said = Files.readString(out);
        assertEquals(0, bash.waitFor(), said);
        return List.of(said.split(BETWEEN, -1));
    }

    /** The block that follows in the same section; an empty one where there is none. */
    private static Document.Block shownAfter(Document page, Document.Block command) {
        int heading = command.line();
        while (heading < page.lines().size() && !page.lines().get(heading).startsWith("## ")) {
            heading++;
        }
        int end = heading;
        return page.blocks().stream().filter(block -> block.line() > command.line() && block.line() < end).findFirst()
            .orElse(new Document.Block(0, "", List.of()));
    }

    private static void showsWhatThePageShows(String page, String answer, Document.Block shown) {
        String where = page + ":" + shown.line() + " shows another answer than\n" + answer;
        if (shown.language().equals("http")) {
            assertTrue(answer.contains(shown.lines().get(0)), where);
            assertEquals(members(new JSONObject(body(shown.text()))), members(new JSONObject(body(answer))), where);
        } else if (shown.language().equals("json")) {
            Set<String> members = members(new JSONObject(answer));
            assertEquals(members(new JSONObject(shown.text())), members, where);
        }
    }

    private static String body(String http) {
        return http.substring(http.indexOf('{'));
    }

    /** Names of members, also of the first element of a list; the states under {@code counts} are values. */
    private static Set<String> members(JSONObject json) {
        Set<String> members = new TreeSet<>();
        for (String name : json.keySet()) {
            members.add(name);
            if (json.get(name) instanceof JSONArray list && !list.isEmpty() && list.get(0) instanceof JSONObject first) {
                members(first).forEach(member -> members.add(name + "/" + member));
            }
        }
        return members;
    }
}
