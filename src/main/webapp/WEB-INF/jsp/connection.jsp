<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><c:set var="admin" value="${desk:may(pageContext.request, 'ADMIN')}"/>
<c:set var="connection" value="${page.connection()}"/>
<ui:page title="Connection" menu="connection">
  <h1>Connection to Sinch</h1>

  <section aria-labelledby="callbacks">
    <h2 id="callbacks">Callback addresses</h2>
    <c:if test="${not empty page.result()}">
      <div class="${page.result().arrived() ? 'summary well' : 'summary'}" role="alert"><p><strong>Self-test of ${page.tested().word()}:</strong> <c:out value="${page.result().sentence()}"/></p></div>
    </c:if>
    <c:if test="${empty connection.publicUrl()}"><p class="nothing">SMSDESK_PUBLIC_URL is not set, so there is no address to give to Sinch. Set it to the https address by which the internet reaches this server.</p></c:if>
    <c:forEach items="${page.paths()}" var="path">
      <article class="call">
        <h3>${path.channel() eq 'SMS' ? 'SMS API' : 'Conversation API'}</h3>
        <c:if test="${not empty path.url()}"><pre class="copy" tabindex="0"><code><c:out value="${path.url()}"/></code></pre></c:if>
        <p>Last genuine callback: <c:choose>
          <c:when test="${empty path.last()}">none yet.</c:when>
          <c:otherwise><ui:time at="${path.last()}"/></c:otherwise>
        </c:choose></p>
        <p>Live secrets: ${path.secrets()}.<c:if test="${path.basic()}"> <span class="badge unsure">Weaker</span> What is not signed is believed by user and password (HTTP Basic): neither its body nor its time is proven.</c:if></p>
        <c:if test="${admin}">
          <form method="post" action="<c:url value='/connection'/>">
            <input type="hidden" name="family" value="${path.channel()}">
            <button name="do" value="test" class="secondary small">Send a signed self-test<span class="unseen"> to ${path.channel().word()}</span></button>
          </form>
        </c:if>
      </article>
    </c:forEach>
    <details>
      <summary>Where to enter them, and what to ask Sinch</summary>
      <p><strong>SMS API.</strong> SMS Desk names its address with every batch, so receipts come without any setting. For inbound messages enter the
        address as the callback URL of your service plan in Sinch's dashboard. Signing is switched on by your account manager only. If callbacks
        are listed under <a href="<c:url value='/refusals'/>">Refusals</a> as not signed at all, ask:</p>
      <blockquote>Please switch on HMAC signing (HmacSHA256) of callbacks for our SMS service plan, and tell us the secret.
        We need the headers x-sinch-webhook-signature, -algorithm, -nonce and -timestamp on delivery reports and inbound messages.</blockquote>
      <p><strong>Conversation API.</strong> Create a webhook of your app with this address as its target and a secret of your own, for the triggers
        MESSAGE_DELIVERY and MESSAGE_INBOUND; with the secret Sinch signs.</p>
      <p>The secret goes into <code>SINCH_WEBHOOK_SECRET</code>, exactly as it is; or an admin enters it under <em>Secrets</em>.</p>
    </details>
  </section>

  <section aria-labelledby="secrets">
    <h2 id="secrets">Settings</h2>
    <table class="counts">
      <thead><tr><th scope="col">Setting</th><th scope="col">State</th></tr></thead>
      <tbody>
        <c:forEach items="${connection.secrets()}" var="secret">
          <tr><td><code>${secret.key}</code></td><td><span class="badge ${secret.value ? 'good' : 'quiet'}"><svg aria-hidden="true" width="14" height="14"><use href="<c:url value='/assets/icons.svg'/>#${secret.value ? 'good' : 'quiet'}"/></svg>${secret.value ? 'set' : 'not set'}</span></td></tr>
        </c:forEach>
      </tbody>
    </table>
    <c:if test="${not empty connection.warnings()}">
      <ul><c:forEach items="${connection.warnings()}" var="warning"><li><c:out value="${warning}"/></li></c:forEach></ul>
    </c:if>
    <c:choose>
      <c:when test="${empty connection.accounts()}"><p>No account to send through is set.</p></c:when>
      <c:otherwise><p>Messages go through <c:forEach items="${connection.accounts()}" var="account" varStatus="at">${at.first ? '' : ', '}<code><c:out value="${account}"/></code></c:forEach><c:if test="${connection.sandbox()}">: a Sinch of our own; nothing leaves this server</c:if>.</p></c:otherwise>
    </c:choose>
  </section>

  <section aria-labelledby="sending">
    <h2 id="sending">Sending</h2>
    <c:choose>
      <c:when test="${not empty page.off()}"><p><span class="badge bad">Off</span> <c:out value="${page.off()}"/></p></c:when>
      <c:when test="${not empty page.hold()}">
        <p><span class="badge unsure">${page.hold().isPause() ? 'Paused' : 'Stopped'}</span> since <ui:time at="${page.hold().since()}"/> by <c:out value="${page.hold().heldBy()}"/>: <c:out value="${page.hold().isPause() ? page.hold().reason() : desk:say(page.hold().reason())}"/></p>
        <p>What was composed waits; nothing is lost.</p>
        <c:if test="${admin}"><form method="post" action="<c:url value='/connection'/>"><button name="do" value="resume">Resume sending</button></form></c:if>
      </c:when>
      <c:otherwise>
        <p><span class="badge good">On</span></p>
        <c:if test="${admin}">
          <form method="post" action="<c:url value='/connection'/>" class="row">
            <label for="reason">Reason, for the others <input id="reason" name="reason" maxlength="200" autocomplete="off"></label>
            <button name="do" value="pause" class="danger">Pause sending</button>
          </form>
        </c:if>
      </c:otherwise>
    </c:choose>
  </section>
</ui:page>
