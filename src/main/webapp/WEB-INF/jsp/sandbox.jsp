<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="ui" tagdir="/WEB-INF/tags" %>
<%-- Where one plays Sinch: which numbers do what, somebody writes to us, a Conversation message has news. --%>
<ui:page title="Sandbox" menu="sandbox">
  <h1>Sandbox</h1>
  <p>Nothing here leaves this server. Messages are taken by a Sinch of our own, which posts signed callbacks just as Sinch does.
    Callbacks on their way: ${waiting}.<c:if test="${waitingBatches gt 0}"> Calls whose callbacks wait for these: ${waitingBatches}.</c:if></p>
  <c:if test="${sent}"><p role="status">Posted. It should arrive within a second.</p></c:if>
  <c:if test="${not empty fault}"><div class="summary" role="alert"><p>Nothing was posted. <c:out value="${fault}"/></p></div></c:if>

  <h2 id="inbound">Somebody writes to us</h2>
  <form method="post" action="<c:url value='/sandbox'/>" aria-labelledby="inbound">
    <input type="hidden" name="action" value="inbound">
    <label for="from">From <input id="from" name="from" maxlength="128" required autocomplete="off" value="<c:out value='${typed.from}'/>"></label>
    <label for="to">To <input id="to" name="to" maxlength="128" required autocomplete="off" value="<c:out value='${typed.to}'/>"></label>
    <label for="text">Text <textarea id="text" name="text" maxlength="2000" rows="3"><c:out value="${typed.text}"/></textarea></label>
    <label for="family">Through
      <select id="family" name="family">
        <option value="sms">the SMS API (mo_text)</option>
        <option value="conversation"<c:if test="${typed.family eq 'conversation'}"> selected</c:if>>the Conversation API (MESSAGE_INBOUND)</option>
      </select></label>
    <button>Post the text</button>
  </form>

  <h2 id="report">A Conversation message has news</h2>
  <form method="post" action="<c:url value='/sandbox'/>" aria-labelledby="report">
    <input type="hidden" name="action" value="report">
    <label for="message">Message id <input id="message" name="message" maxlength="128" required autocomplete="off" value="<c:out value='${typed.message}'/>"></label>
    <label for="recipient">Recipient <input id="recipient" name="recipient" maxlength="128" required autocomplete="off" value="<c:out value='${typed.recipient}'/>"></label>
    <label for="status">Status
      <select id="status" name="status">
        <c:forTokens items="QUEUED_ON_CHANNEL,SWITCHING_CHANNEL,DELIVERED,READ,FAILED" delims="," var="word">
          <option<c:if test="${typed.status eq word}"> selected</c:if>>${word}</option>
        </c:forTokens>
      </select></label>
    <label for="reference">Our reference (metadata) <input id="reference" name="reference" maxlength="128" autocomplete="off" value="<c:out value='${typed.reference}'/>"></label>
    <button>Post the report</button>
  </form>

  <h2 id="losses">Callbacks that never come</h2>
  <p><c:choose>
    <c:when test="${losses.all}"><strong>All callbacks are being lost</strong>, receipts and inbound messages alike.</c:when>
    <c:when test="${losses.next gt 0}">The next ${losses.next} callbacks will be lost.</c:when>
    <c:otherwise>No callback is being lost.</c:otherwise>
  </c:choose> What is lost is never posted again, as if the network had eaten it; asked for, this Sinch still knows it. It counts for this server, until it is restarted.</p>
  <form method="post" action="<c:url value='/sandbox'/>" class="row" aria-labelledby="losses">
    <input type="hidden" name="action" value="lose">
    <label for="count">How many <input id="count" name="count" inputmode="numeric" maxlength="9" autocomplete="off" value="<c:out value='${typed.count}'/>"></label>
    <button name="lose" value="next">Lose the next ones</button>
    <button name="lose" value="all" class="secondary">Lose all</button>
    <button name="lose" value="none" class="secondary outline">Lose none</button>
  </form>

  <h2 id="numbers">Numbers that decide what happens</h2>
  <p>Only the last digits count; where two endings fit, the longer one. Every other number is Delivered within five seconds.</p>
  <table class="rows" aria-labelledby="numbers">
    <thead><tr><th scope="col">Number ends in</th><th scope="col">What happens</th></tr></thead>
    <tbody>
      <c:forEach items="${magicNumbers}" var="magic">
        <tr><th scope="row" data-label="Number ends in"><code>${magic.ending}</code></th><td data-label="What happens"><c:out value="${magic.effect}"/></td></tr>
      </c:forEach>
    </tbody>
  </table>
</ui:page>
