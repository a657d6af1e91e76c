package dev.smsdesk.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** (a): a servlet on the same Tomcat that reads the body and answers 200. */
final class Bare implements Variant {
    private static final String SERVLET = "dev/smsdesk/bench/bare/ReadAndAnswer.class";
    private final ServerProcess server;

    Bare(Options options, int port) throws IOException, InterruptedException {
        server = new Tomcat(options, "bare", port).withServlet(SERVLET).start(Map.of()).await(null);
    }

    @Override
    public String name() {
        return "bare";
    }

    @Override
    public ServerProcess server() {
        return server;
    }

    @Override
    public void expect(List<Submission> submissions) {
        // keeps nothing
    }

    @Override
    public Applied settle(Outcome outcome, Requests requests) {
        return null;
    }

    @Override
    public void close() {
        server.close();
    }
}
