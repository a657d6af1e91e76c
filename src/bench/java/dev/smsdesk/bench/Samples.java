package dev.smsdesk.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** The execution samples of a recording, by kind of thread and by the part of the house that was at work. */
final class Samples {
    /** The topmost frame that is one of these says whose time it was; what the JDK does counts for who called it. */
    private static final Map<String, String> PARTS = known();
    private static final int TOPS = 25;
    private final Map<String, Long> byPart = new HashMap<>();
    private final Map<String, Long> byTop = new HashMap<>();
    private long count;

    private static Map<String, String> known() {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String crypto : List.of("javax.crypto.", "com.sun.crypto.", "sun.security.provider.", "java.security.MessageDigest")) {
            parts.put(crypto, "digests and HMAC");
        }
        parts.put("com.mysql.", "JDBC driver");
        parts.put("com.zaxxer.", "connection pool");
        parts.put("org.glassfish.", "Jersey");
        parts.put("jakarta.ws.rs.", "Jersey");
        parts.put("org.apache.", "Tomcat");
        parts.put("org.eclipse.persistence.", "EclipseLink");
        parts.put("com.fasterxml.", "Jackson");
        parts.put("ch.qos.logback.", "logging");
        for (String room : List.of("receive", "apply", "sinch", "message", "store", "trust", "metrics", "app", "access", "problem")) {
            parts.put("dev.smsdesk." + room + ".", "our " + room);
        }
        return parts;
    }

    static Samples read(Path recording, Instant from) throws IOException {
        Samples samples = new Samples();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStartTime().isAfter(from)
                        && event.getStackTrace() != null) {
                    samples.add(event);
                }
            }
        }
        return samples;
    }

    private void add(RecordedEvent event) {
        List<RecordedFrame> frames = event.getStackTrace().getFrames();
        RecordedThread thread = event.getThread("sampledThread");
        String name = thread == null || thread.getJavaName() == null ? "?" : thread.getJavaName().replaceAll("[#-]?\\d+$", "")
            .replaceFirst("^http-.*-", "http-");
        String part = frames.stream().map(frame -> part(frame.getMethod().getType().getName())).filter(found -> found != null).findFirst()
            .orElse("the JDK alone");
        byPart.merge(name + ": " + part, 1L, Long::sum);
        byTop.merge(method(frames.get(0)), 1L, Long::sum);
        count++;
    }

    private static String part(String type) {
        return PARTS.entrySet().stream().filter(entry -> type.startsWith(entry.getKey())).map(Map.Entry::getValue).findFirst().orElse(null);
    }

    private static String method(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    long count() {
        return count;
    }

    /** @return percent by kind of thread and part, from 1 */
    Map<String, Double> byThreadAndPart() {
        return Shares.of(byPart, 1, Integer.MAX_VALUE);
    }

    Map<String, Double> tops() {
        return Shares.of(byTop, 0, TOPS);
    }
}
