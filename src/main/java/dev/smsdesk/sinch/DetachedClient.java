package dev.smsdesk.sinch;

import java.net.http.HttpClient;

/**
 * Builds HTTP clients that do not hold the web application: Java 17 cannot tell a client's own thread to stop (it ends once nobody refers to
 * the client), and that thread would inherit the application's class loader and be reported as a leak at every redeployment.
 */
public final class DetachedClient {
    private DetachedClient() {}

    public static HttpClient of(HttpClient.Builder builder) {
        Thread thread = Thread.currentThread();
        ClassLoader application = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return builder.sslContext(ClientTls.context()).build();
        } finally {
            thread.setContextClassLoader(application);
        }
    }
}
