package dev.smsdesk.send.worker;

import dev.smsdesk.account.HttpProxy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on loopback. Answers CONNECT with a status of its own, or opens the tunnel; a request for plain http it answers itself. */
final class ConnectProxy extends ProxySelector implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int status;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();

    /** @param status of its answer; 200 opens the tunnel */
    ConnectProxy(int status) throws IOException {
        this.status = status;
        daemon(this::accept);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** First lines of what it was asked. */
    List<String> requests() {
        return requests;
    }

    /** All header lines of what it was asked. */
    List<String> heads() {
        return heads;
    }

    /** As the settings name it. */
    HttpProxy settings() {
        return new HttpProxy("127.0.0.1", server.getLocalPort(), null, null);
    }

    @Override
    public List<Proxy> select(URI uri) {
        return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", server.getLocalPort())));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException cause) {
        throw new AssertionError(cause);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                daemon(() -> serve(socket));
            } catch (IOException e) {
                assert server.isClosed() : e;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            heads.add(head);
            requests.add(head.lines().findFirst().orElse(""));
            if (head.startsWith("CONNECT ") && status == 200) {
                tunnel(client, Integer.parseInt(head.replaceAll("(?s)CONNECT [^:]+:(\\d+) .*", "$1")));
            } else {
                client.getOutputStream().write(("HTTP/1.1 " + status
                    + " Said\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            requests.add("hung up");   // the test compares the requests
        }
    }

    private static void tunnel(Socket client, int port) throws IOException {
        try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            daemon(() -> copy(target, client));
            copy(client, target);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            return;   // one end hung up
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed before a request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "connect-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
