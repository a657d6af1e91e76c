package dev.smsdesk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.Wrapper;

/** Where all Tomcats of one JVM keep their compiled pages: each page is compiled once, and again where it has changed. */
public final class CompiledPages {
    private static final Path FOLDER = Path.of("target", "jsp", System.getProperty("smsdesk.test.fork", "1")).toAbsolutePath();

    private CompiledPages() {}

    public static void areKept(Context context) {
        try {
            Files.createDirectories(FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.addLifecycleListener(event -> {
            if (event.getType().equals(Lifecycle.CONFIGURE_START_EVENT)) {
                ((Wrapper) context.findChild("jsp")).addInitParameter("scratchdir", FOLDER.toString());
            }
        });
    }
}
