<%@ tag pageEncoding="UTF-8"
    description="Shares of states as a bar; the numbers stand beside it, so it is hidden from those who do not see it"
%><%@ attribute name="tally" required="true" type="dev.smsdesk.pages.ui.Tally"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><svg class="bar" aria-hidden="true" width="100%" height="8"><c:forEach items="${tally.bar()}" var="piece"><rect class="${piece.tone()}"
x="${piece.start()}" width="${piece.width()}" height="8"/></c:forEach></svg>
