package dev.smsdesk.it;

import org.apache.catalina.Context;
import org.apache.catalina.Engine;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;

/**
 * Moves embedded Tomcat to 127.0.0.1 before the application starts: Arquillian's adapter listens on every address and
 * has no setting for it. Named in conf/context.xml.
 */
public final class OnLoopback implements LifecycleListener {

    @Override
    public void lifecycleEvent(LifecycleEvent event) {
        if (!Lifecycle.BEFORE_START_EVENT.equals(event.getType())) {
            return;
        }
        Context context = (Context) event.getLifecycle();
        Service service = ((Engine) context.getParent().getParent()).getService();
        try {
            for (Connector everywhere : service.findConnectors()) {
                everywhere.stop();
                everywhere.destroy();
                Connector here = new Connector();
                here.setPort(everywhere.getPort());
                here.setProperty("address", "127.0.0.1");
                service.addConnector(here);
            }
        } catch (LifecycleException e) {
            throw new IllegalStateException("Tomcat cannot move to 127.0.0.1", e);
        }
    }
}
