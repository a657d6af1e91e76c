package dev.smsdesk.it;

import org.junit.jupiter.api.extension.ExtendWith;

/** What every container test extends: the deployed application, shared by all of them. */
@ExtendWith(DeployedDesk.class)
public abstract class ContainerTest {

    /** Automation with a key of role admin, and Sinch posting callbacks. */
    protected final Desk desk = new Desk();
}
