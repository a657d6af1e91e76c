package dev.smsdesk.receive.body;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.receive.callback.Endpoint;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A body is passed on byte for byte, in every way that it can arrive")
class BodyGateTest {
    private static final int LARGE = 1 << 20;
    private final Tomcat tomcat = new Tomcat();
    private final Random random = new Random(7);
    private final Endpoint endpoint = new Endpoint();
    private volatile byte[] seen;

    BodyGateTest() throws IOException, LifecycleException {
        Path folder = Files.createTempDirectory("smsdesk-gate");
        tomcat.setBaseDir(folder.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", folder.toString());
        Wrapper wrapper = Tomcat.addServlet(context, "keep", new HttpServlet() {
            @Override
            protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
                seen = request.getInputStream().readAllBytes();
                response.setStatus(200);
            }
        });
        wrapper.setAsyncSupported(true);
        context.addServletMappingDecoded("/*", "keep");
        filter(context, "unread", new UnreadBody(), "REQUEST");
        filter(context, "gate", BodyGate.forCallbacks(new BodyRefusals(endpoint.refusals, endpoint.side.traffic)), "REQUEST", "ASYNC");
        tomcat.start();
    }

    private static void filter(Context context, String name, Filter filter, String... dispatches) {
        FilterDef definition = new FilterDef();
        definition.setFilterName(name);
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        FilterMap everywhere = new FilterMap();
        everywhere.setFilterName(name);
        everywhere.addURLPattern("/*");
        for (String dispatch : dispatches) {
            everywhere.setDispatcher(dispatch);
        }
        context.addFilterMap(everywhere);
    }

    @AfterEach
    void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    @Test
    void inOneGo() throws IOException {
        for (int size : new int[] {1, 340, 8_192, 8_193, 70_000, LARGE}) {
            for (int i = 0; i < 20; i++) {
                arrives(size, size);
            }
        }
    }

    @Test
    void inPieces() throws IOException {
        for (int piece : new int[] {100, 4_000, 9_000, 50_000}) {
            for (int i = 0; i < 5; i++) {
                arrives(piece * 7 + i, piece);
            }
        }
    }

    private void arrives(int size, int piece) throws IOException {
        byte[] body = new byte[size];
        random.nextBytes(body);
        seen = null;
        try (Socket socket = new Socket("127.0.0.1", tomcat.getConnector().getLocalPort())) {
            socket.setSoTimeout(15_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: " + size + "\r\n\r\n").getBytes());
            for (int at = 0; at < size; at += piece) {
                out.write(body, at, Math.min(piece, size - at));
                out.flush();
            }
            String answer = new String(socket.getInputStream().readNBytes(12));
            assertEquals("HTTP/1.1 200", answer);
        }
        assertEquals(size, seen.length);
        assertEquals(-1, Arrays.mismatch(body, seen), "first other byte of " + size + " in pieces of " + piece);
    }
}
