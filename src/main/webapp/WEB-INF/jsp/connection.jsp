<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><c:set var="admin" value="${desk:may(pageContext.request, 'ADMIN')}"/>
<c:set var="connection" value="${page.connection()}"/>
<ui:page title="Connection" menu="connection">
  <h1>Connection to Sinch</h1>
  <c:if test="${not empty page.answer()}">
    <div class="${page.answer().well() ? 'summary well' : 'summary'} answer" role="status">
      <p><strong><c:out value="${page.answer().title()}"/></strong></p>
      <c:forEach items="${page.answer().says()}" var="sentence"><p><c:out value="${sentence}"/></p></c:forEach>
      <c:forEach items="${page.answer().accounts()}" var="account">
        <p><span class="badge ${account.tone()}"><svg aria-hidden="true" width="14" height="14"><use
            href="<c:url value='/assets/icons.svg'/>#${account.tone()}"/></svg>${account.word()}</span> <code><c:out
            value="${account.id()}"/></code></p>
        <ul><c:forEach items="${account.says()}" var="sentence"><li><c:out value="${sentence}"/></li></c:forEach></ul>
      </c:forEach>
    </div>
    <c:if test="${not empty page.answer().webhooks()}">
      <table class="rows">
        <caption class="unseen">Webhooks of the app</caption>
        <thead><tr><th scope="col">Target</th><th scope="col">Whose</th><th scope="col">Triggers</th><th scope="col">Secret</th>
        <th scope="col">Client credentials</th></tr></thead>
        <tbody>
          <c:forEach items="${page.answer().webhooks()}" var="hook">
            <tr>
              <th scope="row" data-label="Target"><span class="says"><c:out value="${hook.target()}"/><c:forEach items="${hook.notes()}"
                  var="note"><br><small><c:out value="${note}"/></small></c:forEach></span></th>
              <td data-label="Whose"><c:choose><c:when test="${hook.ours()}"><span class="badge good">Ours</span></c:when>
              <c:otherwise><span class="badge quiet">Other, never changed</span></c:otherwise></c:choose></td>
              <td data-label="Triggers"><span class="says"><c:out value="${hook.triggers()}"/></span></td>
              <td data-label="Secret">${hook.secret() ? 'set' : 'not set'}</td>
              <td data-label="Client credentials">${hook.clientCredentials() ? 'set' : 'not set'}</td>
            </tr>
          </c:forEach>
        </tbody>
      </table>
    </c:if>
  </c:if>

  <section aria-labelledby="accounts">
    <h2 id="accounts">Accounts</h2>
    <c:choose>
      <c:when test="${empty connection.accounts()}"><p>No account to send through is set.</p></c:when>
      <c:otherwise><p>Messages are sent through <c:forEach items="${connection.accounts()}" var="account"
          varStatus="at">${at.first ? '' : ', '}<code><c:out value="${account}"/></code></c:forEach>.<c:if
          test="${connection.sandbox()}"> The sandbox answers in place of Sinch; nothing leaves this server.</c:if></p></c:otherwise>
    </c:choose>
    <dl class="facts">
      <div><dt>Calls go to</dt><dd><c:choose>
        <c:when test="${connection.sandbox()}">the sandbox</c:when>
        <c:when test="${empty connection.route().sinchUrl()}">Sinch</c:when>
        <c:otherwise><code><c:out value="${connection.route().sinchUrl()}"/></code> instead of Sinch
            (<code>SMSDESK_SINCH_URL</code>)</c:otherwise>
      </c:choose></dd></div>
      <div><dt>Proxy</dt><dd><c:choose>
        <c:when test="${not empty connection.route().proxyNow()}"><code><c:out
            value="${connection.route().proxyNow()}"/></code> (<code>SMSDESK_HTTP_PROXY</code>)</c:when>
        <c:when test="${not empty connection.route().ofJvm()}"><code><c:out
            value="${connection.route().ofJvm()}"/></code> (<code>https.proxyHost</code> of the JVM)</c:when>
        <c:otherwise>none</c:otherwise>
      </c:choose></dd></div>
    </dl>
    <c:if test="${admin}">
      <form method="post" action="<c:url value='/connection'/>" class="buttons after">
        <button name="do" value="check">Check credentials</button>
        <button name="do" value="again" class="secondary">Read settings again</button>
      </form>
      <p class="meta"><em>Check credentials</em> makes one call for each account, which changes nothing. <em>Read settings again</em> takes
          new credentials, regions and the proxy without a
        restart, on this server alone: files and system properties can change while it runs, its environment cannot.</p>
    </c:if>
  </section>

  <c:if test="${page.app()}">
    <section aria-labelledby="webhook">
      <h2 id="webhook">Webhook of the Conversation app</h2>
      <p>Sinch makes at most <strong>${desk:count(page.estimate().callbacksASecond())}</strong> callbacks a second for the app, and up to
          two for each message.
        <c:choose>
          <c:when test="${page.estimate().messages() eq 0}">No message waits for its final report.</c:when>
          <c:otherwise>${desk:count(page.estimate().messages())} ${page.estimate().messages() eq 1 ? 'message has' : 'messages have'} no
              final report yet: their reports take ${desk:lasting(page.estimate().all())} or more.</c:otherwise>
        </c:choose></p>
      <c:if test="${admin}">
        <form method="post" action="<c:url value='/connection'/>" class="buttons after">
          <button name="do" value="setup">Set up for me</button>
          <button name="do" value="webhooks" class="secondary">Show webhooks</button>
        </form>
        <p class="meta"><em>Set up for me</em> creates or corrects the webhook with our address as its target: the triggers
            MESSAGE_DELIVERY, MESSAGE_INBOUND, OPT_IN and OPT_OUT, and a new
          secret, which is accepted here before Sinch gets it. Other webhooks are never changed. Then it runs the self-test.</p>
      </c:if>
    </section>
  </c:if>

  <section aria-labelledby="callbacks">
    <h2 id="callbacks">Callback addresses</h2>
    <c:if test="${not empty page.result()}">
      <div class="${page.result().arrived() ? 'summary well' : 'summary'}"
          role="alert"><p><strong>Self-test of ${page.tested().word()}:</strong> <c:out value="${page.result().sentence()}"/></p></div>
    </c:if>
    <c:if test="${empty connection.publicUrl()}"><p class="nothing">SMSDESK_PUBLIC_URL is not set, so there is no address to give to Sinch.
        Set it to the https address by which the internet reaches this server.</p></c:if>
    <c:forEach items="${page.paths()}" var="path">
      <article class="call">
        <h3>${path.channel() eq 'SMS' ? 'SMS API' : 'Conversation API'}</h3>
        <c:if test="${not empty path.url()}"><pre class="copy" tabindex="0"><code><c:out value="${path.url()}"/></code></pre></c:if>
        <p>Last genuine callback: <c:choose>
          <c:when test="${empty path.last()}">none yet.</c:when>
          <c:otherwise><ui:time at="${path.last()}"/></c:otherwise>
        </c:choose></p>
        <p>${path.secrets()} active ${path.secrets() eq 1 ? 'secret' : 'secrets'}.<c:if test="${path.basic()}"> <span
            class="badge unsure">Weaker</span> Unsigned callbacks are accepted by user and password (HTTP Basic): neither body nor time is
            proven.</c:if></p>
        <c:if test="${admin}">
          <form method="post" action="<c:url value='/connection'/>">
            <input type="hidden" name="family" value="${path.channel()}">
            <button name="do" value="test" class="secondary small">Send a signed self-test<span
                class="unseen"> to ${path.channel().word()}</span></button>
          </form>
        </c:if>
      </article>
    </c:forEach>
    <details>
      <summary>Where to enter them, and what to ask Sinch</summary>
      <p><strong>SMS API.</strong> SMS Desk names its address with every batch, so delivery reports come without any setting. For inbound
          messages enter the
        address as the callback URL of your service plan in Sinch's dashboard. Signing is switched on by your account manager only. If
            callbacks
        are listed under <a href="<c:url value='/refusals'/>">Refusals</a> as not signed at all, ask:</p>
      <blockquote>Please switch on HMAC signing (HmacSHA256) of callbacks for our SMS service plan, and tell us the secret.
        We need the headers x-sinch-webhook-signature, -algorithm, -nonce and -timestamp on delivery reports and inbound
            messages.</blockquote>
      <p><strong>Conversation API.</strong> An admin presses <em>Set up for me</em> above. By hand: create a webhook of your app with this
          address as its target,
        the triggers MESSAGE_DELIVERY, MESSAGE_INBOUND, OPT_IN and OPT_OUT, and a secret of your own. With the secret Sinch signs.</p>
      <p>An admin enters a secret on the page <em>Secrets</em>, exactly as it is; or set it as <code>SINCH_WEBHOOK_SECRET</code>.</p>
    </details>
  </section>

  <section aria-labelledby="sending">
    <h2 id="sending">Sending</h2>
    <c:choose>
      <c:when test="${not empty page.off()}"><p><span class="badge bad">Off</span> <c:out value="${page.off()}"/></p></c:when>
      <c:when test="${not empty page.hold()}">
        <p><span class="badge unsure">${page.hold().isPause() ? 'Paused' : 'Stopped'}</span> since <ui:time
            at="${page.hold().since()}"/> by <c:out value="${page.hold().heldBy()}"/>: <c:out
            value="${page.hold().isPause() ? page.hold().reason() : desk:say(page.hold().reason())}"/></p>
        <p>Queued messages are kept, and are sent after you resume.</p>
        <c:if test="${admin}"><form method="post" action="<c:url value='/connection'/>"><button name="do"
            value="resume">Resume sending</button></form></c:if>
      </c:when>
      <c:otherwise>
        <p><span class="badge good">On</span></p>
        <c:if test="${admin}">
          <form method="post" action="<c:url value='/connection'/>" class="row">
            <label for="reason">Reason (shown to all users) <input id="reason" name="reason" maxlength="200" autocomplete="off"></label>
            <button name="do" value="pause" class="danger">Pause sending</button>
          </form>
        </c:if>
      </c:otherwise>
    </c:choose>
  </section>

  <section aria-labelledby="secrets">
    <h2 id="secrets">Settings</h2>
    <table class="counts">
      <thead><tr><th scope="col">Setting</th><th scope="col">State</th></tr></thead>
      <tbody>
        <c:forEach items="${connection.secrets()}" var="secret">
          <tr><td><code>${secret.key}</code></td><td><span class="badge ${secret.value ? 'good' : 'quiet'}"><svg aria-hidden="true"
              width="14" height="14"><use href="<c:url value='/assets/icons.svg'/>#${secret.value ? 'good' : 'quiet'}"/></svg>${secret.value
              ? 'set' : 'not set'}</span></td></tr>
        </c:forEach>
      </tbody>
    </table>
    <c:if test="${not empty connection.warnings()}">
      <ul><c:forEach items="${connection.warnings()}" var="warning"><li><c:out value="${warning}"/></li></c:forEach></ul>
    </c:if>
  </section>
</ui:page>
