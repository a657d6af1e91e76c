package dev.smsdesk.serve;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Serves the application until it is told to stop; ends at once, with a sentence for each, where something is wrong.
 * Arguments: folder of the application, folder to work in, port, data folder. The log is serve.log in the folder to
 * work in, so that the terminal shows nothing but what a person must know.
 */
public final class Serve {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofMillis(700);

    private Serve() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream terminal = System.out;
        PrintStream faults = System.err;
        Path work = PrivateFiles.folder(Path.of(args[1]));
        PrivateFiles.protectTree(work);
        PrintStream log = new PrintStream(Channels.newOutputStream(PrivateFiles.file(work.resolve("serve.log"),
            StandardOpenOption.TRUNCATE_EXISTING)), true);
        System.setOut(log);
        System.setErr(log);
        try {
            serve(Path.of(args[0]), work, port(args[2]), Path.of(args[3]), terminal);
        } catch (Fault fault) {
            fault.sentences().forEach(faults::println);
            System.exit(1);
        }
    }

    private static void serve(Path application, Path work, int port, Path data, PrintStream terminal) throws Fault, InterruptedException {
        String address = "http://127.0.0.1:" + port + Server.CONTEXT_PATH;
        Admin admin = Admin.withNewPassword();
        Server server = new Server(application, work, port, parameters(address, data), admin);
        Runnable protection = () -> {
            PrivateFiles.protectTree(work);
            DataFolder.protect(data);
        };
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop(server);
            protection.run();
        }, "stop"));
        server.start();
        PrivateFiles.keep(protection);
        awaitReady(server, URI.create(address + "/health/ready"));
        protection.run();
        terminal.println();   // Maven may have begun the line with an escape sequence
        terminal.println("READY " + address + "/  admin: " + admin.name() + "  password: " + admin.password());
        server.await();
    }

    private static Map<String, String> parameters(String address, Path data) throws Fault {
        UserSettings user = new UserSettings();
        Map<String, String> defaults = new HashMap<>();
        defaults.put("SMSDESK_SELF_URL", address);
        defaults.put("SMSDESK_SANDBOX", Boolean.toString(!user.hasSinchCredentials()));
        if (!user.has("SMSDESK_DB_URL") && !user.has("SMSDESK_JNDI")) {
            defaults.put("SMSDESK_DB_URL", DataFolder.databaseUrl(data));
            defaults.put("SMSDESK_SECRETS_KEY", DataFolder.secretsKey(data));
        }
        return user.completedBy(defaults);
    }

    private static int port(String text) throws Fault {
        if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > 65_535) {
            throw new Fault("Port " + text + " is not a number from 1 to 65535.");
        }
        int port = Integer.parseInt(text);
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new Fault("Port " + port + " of 127.0.0.1 is taken; choose another with -Dport=.");
        }
    }

    private static void awaitReady(Server server, URI health) throws Fault, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!isReady(health)) {
            if (!server.faults().isEmpty()) {
                throw new Fault(server.faults());
            }
            if (System.nanoTime() > end) {
                throw new Fault("The application is not ready after " + START.toSeconds() + " seconds.");
            }
            Thread.sleep(50);
        }
    }

    private static boolean isReady(URI health) {
        try {
            HttpURLConnection ask = (HttpURLConnection) health.toURL().openConnection();
            ask.setConnectTimeout(1_000);
            ask.setReadTimeout(5_000);
            return ask.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The process ends when this returns, so a request or a worker that lingers is left behind. */
    private static void stop(Server server) {
        Thread stopping = new Thread(server::stop, "stopping");
        stopping.start();
        try {
            stopping.join(STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
