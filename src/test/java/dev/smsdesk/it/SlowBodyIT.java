package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A callback's body has ten seconds, however slowly it drips")
class SlowBodyIT extends ContainerTest {

    @Test
    void aByteEachQuarterSecondIsGivenUp() throws IOException, InterruptedException {
        URI address = URI.create(Desk.ADDRESS);
        Instant began = Instant.now();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /sms-desk/api/callbacks/sms HTTP/1.1\r\nHost: desk\r\nContent-Length: 500\r\n\r\n").getBytes(US_ASCII));
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            for (int i = 0; i < 60 && !in.ready(); i++) {
                out.write('x');
                out.flush();
                Thread.sleep(250);
            }
            assertEquals("HTTP/1.1 408", in.readLine().substring(0, 12));
        }
        Duration took = Duration.between(began, Instant.now());
        assertTrue(took.toSeconds() >= 9 && took.toSeconds() <= 13, took.toString());
        assertEquals(200, SinchPost.sms("{\"type\":\"mo_text\",\"after\":\"" + began + "\"}").send().statusCode());
    }
}
