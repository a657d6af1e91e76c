package dev.smsdesk.it;

import java.io.File;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.test.spi.LifecycleMethodExecutor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptorBuilder;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The packed WAR, deployed once for all container tests of a run. Arquillian deploys once for each test class, which
 * on Payara Micro is a JVM each time; so it is told of one class only, this one, whichever tests follow.
 */
final class DeployedDesk implements BeforeAllCallback {
    private static final Duration START = Duration.ofSeconds(30);

    @Deployment(testable = false)
    static WebArchive war() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("smsdesk.it.war")));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(ExtensionContext.Namespace.create(DeployedDesk.class))
                .getOrComputeIfAbsent(Container.class);
    }

    /** Started with the first test class that asks for it, stopped by JUnit when the run is over. */
    @SuppressWarnings("try") // Arquillian throws Exception
    static final class Container implements AutoCloseable {
        private final TestRunnerAdaptor arquillian = TestRunnerAdaptorBuilder.build();

        Container() throws Exception {
            arquillian.beforeSuite();
            arquillian.beforeClass(DeployedDesk.class, LifecycleMethodExecutor.NO_OP);
            awaitReady();
        }

        /** The application brings its tables up to date beside the container's own start. */
        private static void awaitReady() throws InterruptedException {
            Desk desk = new Desk();
            Instant end = Instant.now().plus(START);
            for (HttpResponse<String> answer; (answer = desk.get("/health/ready")).statusCode() != 200; ) {
                if (Instant.now().isAfter(end)) {
                    throw new AssertionError("not ready after " + START + ": " + answer.body());
                }
                Thread.sleep(100);
            }
        }

        @Override
        public void close() throws Exception {
            arquillian.afterClass(DeployedDesk.class, LifecycleMethodExecutor.NO_OP);
            arquillian.afterSuite();
            arquillian.shutdown();
        }
    }
}
