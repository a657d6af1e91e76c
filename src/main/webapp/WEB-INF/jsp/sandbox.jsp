<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="ui" tagdir="/WEB-INF/tags" %>
<%-- What phones show, inbound texts and reports on demand, lost callbacks, and the numbers that choose an outcome. --%>
<ui:page title="Sandbox" menu="sandbox">
  <h1>Sandbox</h1>
  <p>Messages stay on this server: the sandbox answers as Sinch's SMS API and Conversation API do, and posts signed callbacks.
    Callbacks on their way: ${waiting}.<c:if test="${waitingBatches gt 0}"> Calls whose callbacks wait for these: ${waitingBatches}.</c:if>
    <c:if test="${scheduled gt 0}"> Scheduled batches: ${scheduled}.</c:if></p>
  <c:if test="${sent}"><p role="status">Posted. It should arrive within a second.</p></c:if>
  <c:if test="${not empty fault}"><div class="summary" role="alert"><p>Nothing was posted. <c:out value="${fault}"/></p></div></c:if>

  <h2 id="phones">What phones show</h2>
  <c:choose>
    <c:when test="${empty texts}"><p>No message was sent to the sandbox yet.</p></c:when>
    <c:otherwise>
      <table class="rows" aria-labelledby="phones">
        <thead><tr><th scope="col">Sent</th><th scope="col">Through</th><th scope="col">From</th><th scope="col">To</th>
          <th scope="col">Text</th><th scope="col">Status</th></tr></thead>
        <tbody>
          <c:forEach items="${texts}" var="text">
            <tr><td data-label="Sent"><ui:time at="${text.at()}"/></td><td data-label="Through">${text.channel()}</td>
              <td data-label="From"><ui:number digits="${text.from()}"/></td><td data-label="To"><ui:number digits="${text.to()}"/></td>
              <td data-label="Text"><c:out value="${text.text()}"/>
                <c:if test="${text.flash()}"><small>(flash: shown, not stored)</small></c:if></td>
              <td data-label="Status"><c:out value="${text.status()}"/></td></tr>
          </c:forEach>
        </tbody>
      </table>
    </c:otherwise>
  </c:choose>

  <h2 id="inbound">Write to SMS Desk</h2>
  <form method="post" action="<c:url value='/sandbox'/>" aria-labelledby="inbound">
    <input type="hidden" name="action" value="inbound">
    <label for="from">From
      <input id="from" name="from" maxlength="128" required autocomplete="off" value="<c:out value='${typed.from}'/>"></label>
    <label for="to">To <input id="to" name="to" maxlength="128" required autocomplete="off" value="<c:out value='${typed.to}'/>"></label>
    <label for="text">Text <textarea id="text" name="text" maxlength="2000" rows="3"><c:out value="${typed.text}"/></textarea></label>
    <label for="family">Through
      <select id="family" name="family">
        <option value="sms">the SMS API (mo_text)</option>
        <option value="conversation"<c:if test="${typed.family eq 'conversation'}"> selected</c:if>>
          the Conversation API (MESSAGE_INBOUND)</option>
      </select></label>
    <button>Post the text</button>
  </form>

  <h2 id="report">Post a report of the Conversation API</h2>
  <form method="post" action="<c:url value='/sandbox'/>" aria-labelledby="report">
    <input type="hidden" name="action" value="report">
    <label for="message">Message id
      <input id="message" name="message" maxlength="128" required autocomplete="off" value="<c:out value='${typed.message}'/>"></label>
    <label for="recipient">Recipient
      <input id="recipient" name="recipient" maxlength="128" required autocomplete="off"
        value="<c:out value='${typed.recipient}'/>"></label>
    <label for="status">Status
      <select id="status" name="status">
        <c:forTokens items="QUEUED_ON_CHANNEL,SWITCHING_CHANNEL,DELIVERED,READ,FAILED" delims="," var="word">
          <option<c:if test="${typed.status eq word}"> selected</c:if>>${word}</option>
        </c:forTokens>
      </select></label>
    <label for="reference">Our reference (metadata)
      <input id="reference" name="reference" maxlength="128" autocomplete="off" value="<c:out value='${typed.reference}'/>"></label>
    <button>Post the report</button>
  </form>

  <h2 id="losses">Drop callbacks</h2>
  <p><c:choose>
    <c:when test="${losses.all}"><strong>All callbacks are being dropped</strong>, reports and inbound messages alike.</c:when>
    <c:when test="${losses.next gt 0}">The next ${losses.next} callbacks will be dropped.</c:when>
    <c:otherwise>No callback is being dropped.</c:otherwise>
  </c:choose> A lost callback is never posted again; the sandbox still knows its content when it is asked. This ends when the
    server is restarted.</p>
  <form method="post" action="<c:url value='/sandbox'/>" class="row" aria-labelledby="losses">
    <input type="hidden" name="action" value="lose">
    <label for="count">How many
      <input id="count" name="count" inputmode="numeric" maxlength="9" autocomplete="off" value="<c:out value='${typed.count}'/>"></label>
    <button name="lose" value="next">Drop the next ones</button>
    <button name="lose" value="all" class="secondary">Drop all</button>
    <button name="lose" value="none" class="secondary outline">Drop none</button>
  </form>

  <h2 id="numbers">Numbers that choose the outcome</h2>
  <p>The last digits of a number choose the outcome, on both channels. The longest matching ending wins. Any other number is
    delivered within five seconds.</p>
  <table class="rows" aria-labelledby="numbers">
    <thead><tr><th scope="col">Number ends in</th><th scope="col">Outcome</th>
      <th scope="col">Last report of the Conversation API</th></tr></thead>
    <tbody>
      <c:forEach items="${magicNumbers}" var="magic">
        <tr><th scope="row" data-label="Number ends in"><code>${magic.ending()}</code></th>
          <td data-label="Outcome"><c:out value="${magic.effect()}"/></td>
          <td data-label="Last report of the Conversation API"><c:out value="${magic.conversation()}"/></td></tr>
      </c:forEach>
    </tbody>
  </table>
</ui:page>
