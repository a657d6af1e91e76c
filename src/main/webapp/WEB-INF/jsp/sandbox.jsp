<%@ page contentType="text/html;charset=UTF-8" pageEncoding="UTF-8" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<%@ taglib prefix="fn" uri="jakarta.tags.functions" %>
<%@ taglib prefix="ui" tagdir="/WEB-INF/tags" %>
<%-- Where one plays Sinch: which numbers do what, an inbound text, a Conversation report. --%>
<ui:page title="Sandbox" menu="sandbox">
  <p>Nothing here leaves this server. Messages are taken by a Sinch of our own, which posts signed callbacks just as Sinch does.
    Callbacks on their way: ${waiting}.</p>
  <c:if test="${sent}"><p role="status">Posted. It should arrive within a second.</p></c:if>
  <c:if test="${not empty fault}"><p role="alert">${fn:escapeXml(fault)}</p></c:if>

  <section aria-labelledby="numbers">
    <h2 id="numbers">Numbers that decide what happens</h2>
    <p>Only the last digits count, where two endings fit the longer one. Every other number is Delivered within five seconds.</p>
    <table>
      <thead><tr><th scope="col">Number ends in</th><th scope="col">What happens</th></tr></thead>
      <tbody>
        <c:forEach items="${magicNumbers}" var="magic">
          <tr><td><code>${fn:escapeXml(magic.ending)}</code></td><td>${fn:escapeXml(magic.effect)}</td></tr>
        </c:forEach>
      </tbody>
    </table>
  </section>

  <section aria-labelledby="inbound">
    <h2 id="inbound">Somebody writes to us</h2>
    <form method="post" action="<c:url value='/sandbox'/>">
      <input type="hidden" name="action" value="inbound">
      <label>From <input name="from" value="${fn:escapeXml(typed.from)}" maxlength="128" required autocomplete="off"></label>
      <label>To <input name="to" value="${fn:escapeXml(typed.to)}" maxlength="128" required autocomplete="off"></label>
      <label>Text <textarea name="text" maxlength="2000" rows="3">${fn:escapeXml(typed.text)}</textarea></label>
      <label>Through
        <select name="family">
          <option value="sms">the SMS API (mo_text)</option>
          <option value="conversation" <c:if test="${typed.family eq 'conversation'}">selected</c:if>>the Conversation API (MESSAGE_INBOUND)</option>
        </select>
      </label>
      <button type="submit">Post the text</button>
    </form>
  </section>

  <section aria-labelledby="report">
    <h2 id="report">A Conversation message has news</h2>
    <form method="post" action="<c:url value='/sandbox'/>">
      <input type="hidden" name="action" value="report">
      <label>Message id <input name="message" value="${fn:escapeXml(typed.message)}" maxlength="128" required autocomplete="off"></label>
      <label>Recipient <input name="recipient" value="${fn:escapeXml(typed.recipient)}" maxlength="128" required autocomplete="off"></label>
      <label>Status
        <select name="status">
          <c:forTokens items="QUEUED_ON_CHANNEL,SWITCHING_CHANNEL,DELIVERED,READ,FAILED" delims="," var="word">
            <option <c:if test="${typed.status eq word}">selected</c:if>>${word}</option>
          </c:forTokens>
        </select>
      </label>
      <label>Our reference (metadata) <input name="reference" value="${fn:escapeXml(typed.reference)}" maxlength="128" autocomplete="off"></label>
      <button type="submit">Post the report</button>
    </form>
  </section>
</ui:page>
