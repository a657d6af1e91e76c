package dev.smsdesk.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** README or one page of docs, in lines. */
public record Document(Path path, List<String> lines) {
    private static final Pattern FENCE = Pattern.compile("\\s*```(\\w*)");
    private static final Pattern CELL = Pattern.compile("`([^`]+)`");

    /** @param line number of its first line, from 1; @param language empty where none is named */
    public record Block(int line, String language, List<String> lines) {
        public String text() {
            return String.join("\n", lines);
        }
    }

    public static Document of(String path) {
        try {
            return new Document(Path.of(path), Files.readAllLines(Path.of(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** README first, then docs in the order of their names. */
    public static List<Document> all() {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(Stream.of("README.md"), docs.map(Path::toString)
                .filter(path -> path.endsWith(".md")).sorted()).map(Document::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String text() {
        return String.join("\n", lines);
    }

    /** Fenced blocks, in order. */
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        List<String> inside = null;
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches() && inside == null) {
                inside = new ArrayList<>();
                blocks.add(new Block(i + 2, fence.group(1), inside));
            } else if (fence.matches()) {
                inside = null;
            } else if (inside != null) {
                inside.add(lines.get(i));
            }
        }
        if (inside != null) {
            throw new IllegalStateException(path + ": a block has no end");
        }
        return blocks;
    }

    /** The same lines, each line of a block empty: fenced, or indented by four blanks outside of a list. */
    public List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        boolean list = false;
        for (String line : lines) {
            boolean fence = FENCE.matcher(line).matches();
            list = line.matches("\\s*([-*]|\\d+\\.) .*") || list && (line.isBlank() || line.startsWith(" "));
            prose.add(fence || fenced || !list && line.startsWith("    ") || line.startsWith("      ") ? "" : line);
            fenced ^= fence;
        }
        return prose;
    }

    /** What stands in backquotes in the first cell of each row of each table. */
    public List<String> firstCells() {
        return lines.stream().filter(line -> line.startsWith("| "))
            .flatMap(row -> CELL.matcher(row.split("(?<!\\\\)\\|")[1]).results()).map(cell -> cell.group(1)).toList();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
