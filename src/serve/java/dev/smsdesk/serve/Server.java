package dev.smsdesk.serve;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.session.StandardManager;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.scan.StandardJarScanner;

/** Tomcat on 127.0.0.1 with one application and one user in memory. */
final class Server {
    static final String CONTEXT_PATH = "/sms-desk";
    private static final String FAULTS = "dev.smsdesk.faults";
    private final Tomcat tomcat = new Tomcat();
    private final Context context;

    /**
     * @param application folder that the WAR was packed from
     * @param work        Tomcat's own folder, for compiled pages
     */
    Server(Path application, Path work, int port, Map<String, String> parameters, Admin admin) {
        tomcat.setBaseDir(work.toString());
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", "127.0.0.1");
        connector.setThrowOnFailure(true);
        tomcat.setConnector(connector);
        ErrorReportValve errors = new ErrorReportValve();   // for what Tomcat refuses before the application sees it
        errors.setShowServerInfo(false);
        errors.setShowReport(false);
        tomcat.getHost().getPipeline().addValve(errors);
        context = tomcat.addWebapp(CONTEXT_PATH, application.toString());
        context.setParentClassLoader(Server.class.getClassLoader());
        StandardManager sessions = new StandardManager();
        sessions.setPathname(null); // they end with the server, as its password does
        context.setManager(sessions);
        ((StandardJarScanner) context.getJarScanner()).setScanClassPath(false);
        parameters.forEach(context::addParameter);
        tomcat.addUser(admin.name(), admin.password());
        admin.roles().forEach(role -> tomcat.addRole(admin.name(), role));
    }

    void start() throws Fault {
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new Fault("Tomcat does not start: " + e.getMessage());
        }
        if (!context.getState().isAvailable()) {
            throw new Fault("The application does not start; what is above says why.");
        }
    }

    /** What the application found wrong with its settings or its database; empty while it has found nothing. */
    List<String> faults() {
        return context.getServletContext().getAttribute(FAULTS) instanceof List<?> found
                ? found.stream().map(String::valueOf).toList() : List.of();
    }

    void await() {
        tomcat.getServer().await();
    }

    void stop() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            System.err.println("Tomcat does not stop cleanly: " + e.getMessage());
        }
    }
}
